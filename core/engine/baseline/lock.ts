/** baseline.lock: a person signs off the fingerprints of a scope; from then on nothing replaces them. */
import type { Output, Parsed } from '../../contract';
import { AuditError } from '../../errors';
import type { BaselineLocked } from '../../evidence/ledger';
import { baselineLocks } from '../../index/queries/baselines';
import { nowOf } from '../../now';
import { doubtsText } from '../../verify/baseline-doubts';
import { lockDigest } from '../../verify/baseline-lock';
import type { EngineContext } from '../context';
import { doubtsOf } from './doubts';
import { baselineFiles, scopeWords } from './files';

export function lockBaseline({ ports, open, emit }: EngineContext, input: Parsed<'baseline.lock'>): Output<'baseline.lock'> {
  const workspace = open(input.workspace);
  const at = nowOf(ports);
  const scope = scopeWords(input);
  const { newly, doubts } = workspace.keepEvidence('signing off fingerprints', () => {
    const files = baselineFiles(workspace, input);
    const have = files.flatMap(({ lid, path, fingerprint }) =>
      fingerprint === null ? [] : [{ lid, path, sha256: fingerprint.sha256, kind: fingerprint.kind, locked: fingerprint.locked }],
    );
    const without = files.length - have.length;
    const newly = have.filter(({ locked }) => !locked).length;
    const of = `${have.length} of ${files.length} files of this scope have a fingerprint`;
    if (have.length === 0) throw new AuditError('bad-input', `${of}: there is nothing to sign off. Check the files first, or read in a list.`);
    if (without > 0 && !input.partial)
      throw new AuditError('bad-input', `${of}; ${without} have none and would not be covered. Check them first, or say that a part is meant (--partial).`, { without });
    if (newly === 0) throw new AuditError('already-exists', `All ${have.length} fingerprints of this scope are locked already.`);
    const doubts = doubtsOf(workspace, files);
    const against = doubtsText(doubts);
    if (against !== '' && !input.doubtful)
      throw new AuditError('bad-input', `${against} There is no unlock. Look at them first, or say that it is meant (--despite-findings).`, { ...doubts });
    const signed = have.map(({ locked: _, ...file }) => file);
    const event: BaselineLocked = { type: 'baseline-locked', at, by: ports.who.user, reason: input.reason, scope, digest: lockDigest(ports, signed), files: signed, without };
    return { events: [event], answer: { newly, doubts } };
  });
  const [lock] = baselineLocks(workspace.db);
  if (lock === undefined) throw new AuditError('internal', 'The lock was not kept.');
  workspace.journal('baseline-locked', { event: at, reason: input.reason, scope, digest: lock.digest, files: lock.files, without: lock.without, newly, doubts });
  emit({ type: 'workspace-changed', workspace: input.workspace });
  return { lock, newly, doubts };
}
