/** `evidence.bundle`: which checkpoint, the answers of then, the zip; and the act in the journal, after it. */

import { openAtCheckpoint } from '../bundle/at-checkpoint';
import { makeBundle } from '../bundle/make';
import type { EngineHandlers } from '../contract';
import { reportSettings } from '../contract/reports';
import { AuditError } from '../errors';
import { sameBytes } from '../evidence/tree/hash';
import { createCallTimes } from '../overview/call-times';
import type { EngineContext } from './context';
import type { WorkspaceInside } from './open-workspace';
import { refuseOutput } from './own-output';
import { stateAt } from './report/of-checkpoint';
import { bareOf, wholeOf } from './report/whole';
import { runHandlers } from './runs';
import { listsOf } from './secrets';
import { sparing } from './sparing';
import type { Workspaces } from './workspaces';

export function bundleHandlers(context: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, 'evidence.bundle'> {
  const { ports, emit, searches } = context;
  return {
    'evidence.bundle': async function* ({ workspace, run, out, at: asked, report, redacted }, signal) {
      const inside = workspaces.inside(workspace);
      refuseOutput(inside, out);
      const signer = ports.keys.signer();
      const made = asked === 'latest' && makeCheckpointFor(inside, signer.publicKey);
      if (made) emit({ type: 'workspace-changed', workspace });
      const fault = inside.log.fault();
      if (fault !== null)
        throw new AuditError(
          'evidence-damaged',
          `No bundle is made, for the evidence of this workspace does not fit its checkpoints: ${fault}. Run "evidence verify" to see all faults.`,
        );
      const at = yield* openAtCheckpoint(ports, inside, asked === 'latest' ? (inside.log.state().last?.number ?? 0) : asked, signal);
      const { checkpoint } = at;
      try {
        const then: EngineContext = { ports, open: () => at.workspace, emit: () => undefined, searches, callTimes: createCallTimes() };
        const answers = runHandlers(then);
        const settings = reportSettings.parse({});
        const drawn = () => (redacted ? bareOf : wholeOf)(ports, stateAt(context, inside, at), { kind: 'run', run }, settings, 1, signal);
        const zip = ports.openZip(out, Date.parse(checkpoint.dated));
        try {
          const { info, ...counts } = yield* sparing(ports, () =>
            makeBundle({ ports, at, run, signer, answers, report: report ? drawn : null, redacted, lists: listsOf(inside) }, zip, signal),
          );
          yield { phase: 'finishing', done: 0, total: null };
          signal.throwIfAborted();
          const written = await zip.finish((bytes) =>
            inside.journal('evidence-bundle', {
              id: info.id,
              run: info.run,
              checkpoint: checkpoint.number,
              size: checkpoint.size,
              completeness: info.completeness,
              warnings: info.warnings,
              leftOut: info.leftOut.length,
              counts: info.counts,
              report,
              path: out,
              ...bytes,
            }),
          );
          return {
            path: out,
            ...written,
            info,
            ...counts,
            madeCheckpoint: made,
            after: inside.log.state().frontier.size - checkpoint.size,
            verifierKeys: at.workspace.logSummary().signers.map((one) => one.verifierKey),
          };
        } finally {
          zip.discard();
        }
      } finally {
        at.close();
      }
    },
  };
}

/** A bundle is signed with the key of this surface, which its checkpoint has to know. True where a checkpoint was made. */
function makeCheckpointFor(inside: WorkspaceInside, publicKey: Uint8Array): boolean {
  inside.log.isBehind(); // reads the checkpoints that are new
  const { last, signers } = inside.log.state();
  const enrolled = signers.some((one) => one.leaf < (last?.size ?? 0) && sameBytes(one.publicKey, publicKey));
  if (enrolled) return false;
  if (last !== null) inside.journal('bundle-key-enrolled', { why: 'the key that signs here had signed no checkpoint of this log yet' });
  inside.checkpoint();
  return true;
}
