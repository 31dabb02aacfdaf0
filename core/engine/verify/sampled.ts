/** verify.run of a sample: which files are checked, and the whole list afterwards with what the sample can claim. */
import type { Parsed } from '../../contract';
import type { FileCheck } from '../../contract/shared';
import type { VerifyResult } from '../../contract/verify';
import { AuditError } from '../../errors';
import { hexOf } from '../../index/key-bytes';
import { labelsOfNodes } from '../../index/queries/nodes';
import type { FileTarget } from '../../index/queries/recorded-files';
import type { Ports } from '../../ports';
import { mapPath } from '../../verify/path-map';
import { uncheckedFile } from '../../verify/recorded-file';
import { drawSample } from '../../verify/sample';
import { claimOf } from '../../verify/sample-claim';
import type { OpenWorkspace } from '../context';

export interface Sampled {
  /** The files to check. */
  files: readonly FileTarget[];
  /** Every file of the scope, given the checks of those: the ones that were not drawn are not checked. */
  results(checks: FileCheck[]): Pick<VerifyResult, 'files' | 'sample'>;
}

/** All files where no sample is asked for. Throws `bad-input` for a sample of inputs, which have no records of their own to be drawn by. */
export function sampleOf(
  ports: Ports,
  workspace: OpenWorkspace,
  files: readonly FileTarget[],
  { sample, inputs, resume }: Pick<Parsed<'verify.run'>, 'sample' | 'inputs' | 'resume'>,
): Sampled {
  if (sample === undefined) return { files, results: (checks) => ({ files: checks }) };
  if (inputs) throw new AuditError('bad-input', 'A sample is drawn of recorded outputs alone. Check the inputs by themselves, without a sample.');
  if (resume && sample.seed === undefined) throw new AuditError('bad-input', 'To go on with a sample, say its seed: else another would be drawn.');
  const labels = labelsOfNodes(
    workspace.db,
    files.map(({ node }) => node),
  );
  const drawn = drawSample(
    files.map(({ node, recorded }) => ({
      id: recorded.lid ?? `${recorded.path ?? ''}\n${recorded.checksum?.value ?? ''}`,
      labels: labels.get(node) ?? [],
      size: recorded.size,
    })),
    { n: sample.n, seed: sample.seed ?? hexOf(ports.random(8)) },
    ports.sha256,
  );
  const known = files.map(({ first }) => first?.origin ?? null);
  return {
    files: files.filter((_, i) => drawn.taken[i]),
    results(checks) {
      let next = 0;
      const all = files.map(({ recorded }, i): FileCheck => {
        const check = drawn.taken[i] ? checks[next++] : undefined;
        return check ?? { ...uncheckedFile(recorded, recorded.path === null ? null : mapPath(recorded.path, workspace.settings.maps), null), detail: notDrawn };
      });
      return { files: all, sample: { ...drawn.plan, claim: claimOf(drawn, all, known) } };
    },
  };
}

const notDrawn = 'It was not drawn for this sample, so this check did not look at it.';
