/** A bundle that leaves records out says so, and everything but their content still holds; what was found in the records is told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openAtCheckpoint } from '../../../core/bundle/at-checkpoint';
import { makeBundle } from '../../../core/bundle/make';
import { runHandlers } from '../../../core/engine/runs';
import { createWorkspaces } from '../../../core/engine/workspaces';
import { deepRun, openCase, python, unpackBundle, verify, workspace } from './bundle-bench';

vi.setConfig({ testTimeout: 120_000 });
const never = new AbortController().signal;

async function ended<T>(steps: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

it.skipIf(!python)('keeps entries and proofs of what it leaves out, and verify.py says REDACTED', async () => {
  const trial = await openCase();
  const { ports } = trial.bench;
  const workspaces = createWorkspaces(ports);
  try {
    const inside = workspaces.inside(workspace);
    const at = await ended(openAtCheckpoint(ports, inside, inside.log.state().last?.number ?? 0, never));
    const records = [...at.leaves()].flatMap(({ event }) =>
      event.type === 'first-seen' && event.path === `${deepRun.slice('lid://'.length)}/.data.json` ? [event.sha256 ?? ''] : [],
    );
    expect(records).toHaveLength(1);
    const out = join(trial.folder, 'redacted.zip');
    const zip = ports.openZip(out, Date.parse(at.checkpoint.dated));
    const answers = runHandlers({ ports, open: () => at.workspace, emit: () => undefined });
    const leaveOut = new Map([[records[0] ?? '', 'holds a password']]);
    const made = await ended(
      makeBundle({ ports, at, run: deepRun, signer: ports.keys.signer(), answers, outline: null, leaveOut, warnings: [{ kind: 'password', records: 1, places: 2 }] }, zip, never),
    );
    await zip.finish();
    at.close();
    expect(made.info).toMatchObject({ completeness: 'redacted', leftOut: [{ sha256: records[0], why: 'holds a password' }] });
    const bag = unpackBundle(out, join(trial.folder, 'redacted'));
    const { status, said } = verify(bag);
    expect(status, said).toBe(0);
    expect(said).toMatch(/the bytes of 1 that they name were left out: the bundle is REDACTED/);
    expect(said).toMatch(/It is REDACTED: the bytes of 1 of the records that the log names were left out\. What they hold is not shown\./);
    const page = readFileSync(join(bag, 'READ-ME.txt'), 'utf8').replace(/\s+/g, ' ');
    expect(page).toContain('REDACTED: left out are the bytes of 1 record; the digests and proofs are in it');
    expect(page).toMatch(/CAREFUL: .*password: 2 places in 1 record\)/);
    expect(page).not.toContain('complete: every');
  } finally {
    workspaces.close();
    trial.remove();
  }
});
