/** A workbench on the real store trial-042 with its real files, unpacked anew for a test that changes them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkbench, type Workbench } from '../workbench';

export const recordedRoot = '/data/trial-042';
export const release = 'lid://743f3d10fce32490142d3833990f2427';
export const workspace = 'trial';

export interface TrialBench {
  bench: Workbench;
  /** Where the files of `recordedRoot` are. */
  files: string;
  /** Of this test, with `files` in it. */
  folder: string;
  remove(): void;
}

export async function openTrial(): Promise<TrialBench> {
  const folder = mkdtempSync(join(tmpdir(), 'trial-'));
  const { unpackDemo } = (await import(new URL('../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  const files = unpackDemo(folder);
  const trial: TrialBench = {
    bench: await openWorkbench(),
    files,
    folder,
    remove() {
      trial.bench.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await trial.bench.sync(workspace, join(files, 'lineage'), [{ from: recordedRoot, to: files }]);
  return trial;
}
