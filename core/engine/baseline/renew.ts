/** baseline.renew: a file was replaced on purpose, so its newest reading becomes what later ones are held against. */
import type { Output, Parsed } from '../../contract';
import { AuditError } from '../../errors';
import type { BaselineRenewed } from '../../evidence/ledger';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import { nowOf } from '../../now';
import type { EngineContext, OpenWorkspace } from '../context';
import { type BaselineFile, baselineFiles, nameOf } from './files';

export function renewBaseline({ ports, open, emit }: EngineContext, { workspace: name, lids, reason }: Parsed<'baseline.renew'>): Output<'baseline.renew'> {
  const workspace = open(name);
  const at = nowOf(ports);
  const answer = workspace.keepEvidence('renewing fingerprints', () => {
    const files = baselineFiles(workspace, { lids, all: false, work: false, inputs: false });
    const renewals = files.map((file) => renewalOf(workspace, file));
    const renewed = renewals.filter((one) => one !== null);
    return {
      events: renewed.length === 0 ? [] : [{ type: 'baseline-renewed', at, by: ports.who.user, reason, files: renewed }],
      answer: {
        renewed: renewed.map(({ lid, path, was, now }) => ({ lid, path, was: was.sha256, now: now.sha256, readAt: now.at })),
        unchanged: files.filter((_, i) => renewals[i] === null).map(nameOf),
      },
    };
  });
  if (answer.renewed.length > 0) workspace.journal('baseline-renewed', { event: at, reason, files: answer.renewed });
  emit({ type: 'workspace-changed', workspace: name });
  return answer;
}

/** Null where the newest reading is the fingerprint already. Throws `locked`, or `bad-input` where there is nothing to renew or to renew by. */
function renewalOf(workspace: OpenWorkspace, file: BaselineFile): BaselineRenewed['files'][number] | null {
  const { node, lid, path, fingerprint } = file;
  const name = nameOf(file);
  if (fingerprint === null) throw new AuditError('bad-input', `${name} has no fingerprint yet, so there is none to renew. Check it: that takes the first one.`, { lid });
  if (fingerprint.locked)
    throw new AuditError(
      'locked',
      `The fingerprint of ${name} is signed off and locked: it stays as it is, and nothing was renewed. A file that was replaced shows as changed since.`,
      { lid },
    );
  const check = newestCheck(checksOfNodes(workspace.db, [node]).get(node));
  if (check?.sha256 == null || check.at === null)
    throw new AuditError(
      'bad-input',
      `${name} could not be read whole at its newest check (${check?.verdict ?? 'never checked'}), so there is no SHA-256 to renew by. Check it first.`,
      { lid },
    );
  const kind = check.folder === null ? 'file' : 'folder';
  if (check.sha256 === fingerprint.sha256 && kind === fingerprint.kind) return null;
  const { sha256, at, origin } = fingerprint;
  return { lid, path, was: { sha256, at, origin, kind: fingerprint.kind }, now: { sha256: check.sha256, at: check.at, kind } };
}
