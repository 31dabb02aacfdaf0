/** The log of a workspace: verified, shown, handed out, and proofs cut out of it. */
import type { EngineHandlers } from '../contract';
import type { CheckpointSummary } from '../contract/evidence';
import { AuditError, toErrorData } from '../errors';
import { nowOf } from '../now';
import type { EngineContext } from './context';
import { checkProof } from './evidence/check-proof';
import { prove } from './evidence/prove';
import { verify } from './evidence/verify';
import type { WorkspaceInside } from './open-workspace';
import { refuseOutput } from './own-output';

import type { Workspaces } from './workspaces';
import { writeBytes } from './write-out';

type Names = 'evidence.verify' | 'evidence.log' | 'evidence.handOut' | 'evidence.prove' | 'evidence.checkProof';

export function evidenceHandlers({ ports, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  return {
    'evidence.verify': async function* (input, signal) {
      const verified = yield* verify(ports, workspaces, input, signal);
      emit({ type: 'workspace-changed', workspace: input.workspace });
      return verified;
    },
    'evidence.log': ({ workspace }) => {
      const inside = workspaces.inside(workspace);
      const said = { log: inside.logSummary() };
      try {
        const { kept, where } = ports.keys.signer();
        return { ...said, key: { kept, where }, keyProblem: null };
      } catch (error) {
        return { ...said, key: null, keyProblem: toErrorData(error).message };
      }
    },
    'evidence.handOut': ({ workspace, out }) => {
      const inside = workspaces.inside(workspace);
      refuseOutput(inside, out);
      if (inside.log.isBehind()) inside.checkpoint();
      const { checkpoint, bytes } = newest(inside);
      const { number, size, root, at: dated } = checkpoint;
      const at = nowOf(ports);
      const writer = inside.writing('handing out a checkpoint');
      try {
        writeBytes({ ports, workspace: inside, out }, bytes, ({ sha256, bytes: length }) => ({
          act: 'checkpoint-handed-out',
          detail: { number, size, root, dated, path: out, sha256, bytes: length },
        }));
        writer.keep([{ type: 'checkpoint-handed-out', number, size, root, dated, at, by: ports.who.user }], new Map());
      } finally {
        writer.done();
      }
      emit({ type: 'workspace-changed', workspace });
      return { path: out, checkpoint, verifierKeys: verifierKeys(inside) };
    },
    'evidence.prove': ({ workspace, out, ...what }) => {
      const inside = workspaces.inside(workspace);
      refuseOutput(inside, out);
      inside.checkpoint();
      const { checkpoint, bytes } = newest(inside);
      const { proof, leaf, event } = prove(ports, inside, what, { ...checkpoint, bytes });
      writeBytes({ ports, workspace: inside, out }, proof, ({ sha256, bytes: length }) => ({
        act: 'proof-made',
        detail: { leaf, size: checkpoint.size, ...(what.lid === undefined ? {} : { lid: what.lid }), path: out, sha256, bytes: length },
      }));
      return { path: out, leaf, event, checkpoint, verifierKeys: verifierKeys(inside) };
    },
    'evidence.checkProof': (input) => {
      const checked = checkProof(ports, input);
      const { origin, ok, leaf, size } = checked;
      // A proof of a log that is not of this home has no journal here.
      const workspace = origin === null ? undefined : workspaces.ofLog(origin);
      if (workspace !== undefined) workspaces.inside(workspace).journal('proof-checked', { ok, leaf, size });
      return checked;
    },
  };
}

function verifierKeys(inside: WorkspaceInside): string[] {
  return inside.logSummary().signers.map((signer) => signer.verifierKey);
}

function newest(inside: WorkspaceInside): { checkpoint: CheckpointSummary; bytes: Uint8Array } {
  const checkpoint = inside.log.state().last;
  const bytes = inside.log.newest();
  if (checkpoint === null || bytes === null) throw new AuditError('internal', 'There is no checkpoint right after one was signed.');
  return { checkpoint, bytes };
}
