/** Workspaces at rest: unlocked and locked, encrypted, retired; and certificates checked. */
import type { EngineHandlers, Output, Parsed } from '../contract';
import { AuditError } from '../errors';
import { sameBytes } from '../evidence/tree/hash';
import { parseVerifierKey, verifierKey } from '../evidence/tree/signed-note';
import type { Ports } from '../ports';
import { readCertificate } from '../retire/certificate';
import { finishRemovals, retiredWorkspaces } from '../retire/removals';
import { refuseWeak } from './at-rest/create-encrypted';
import { encryptWorkspace } from './at-rest/encrypt';
import { retire } from './at-rest/retire';
import type { EngineContext } from './context';
import type { Workspaces } from './workspaces';

type Names = 'workspaces.atRest' | 'workspaces.unlock' | 'workspaces.lock' | 'workspaces.changePassphrase' | 'workspaces.encrypt' | 'workspaces.retire' | 'certificates.check';

export function atRestHandlers({ ports, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  const changed = (workspace: string) => emit({ type: 'workspace-changed', workspace });
  return {
    'workspaces.atRest': () => {
      finishRemovals(ports);
      return {
        open: workspaces.names(),
        locked: ports.vault.list().flatMap(({ folder, createdAt, name }) => (name === null && ports.home.exists(`${folder}/workspace.json`) ? [{ folder, createdAt }] : [])),
        retired: retiredWorkspaces(ports),
      };
    },
    'workspaces.unlock': ({ workspace, passphrase }) => {
      const name = ports.vault.unlock(workspace, passphrase);
      changed(name);
      return { workspace: name };
    },
    'workspaces.lock': ({ workspace }) => {
      if (ports.vault.folder(workspace) === null) throw new AuditError('bad-input', `The workspace ${workspace} is not encrypted, so it cannot be locked.`);
      if (ports.home.exists(`${workspace}/evidence.lock`))
        throw new AuditError('in-use', `Something is being written to ${workspace}. Wait until it has ended, or stop it; then lock it.`);
      if (ports.who.surface === 'window') workspaces.inside(workspace).journal('workspace-closed', {});
      workspaces.forget(workspace);
      ports.vault.lock(workspace);
      changed(workspace);
      return {};
    },
    'workspaces.changePassphrase': ({ workspace, old, next }) => {
      refuseWeak(next);
      const inside = workspaces.inside(workspace);
      ports.vault.changePassphrase(workspace, old, next);
      inside.journal('passphrase-changed', {});
      return {};
    },
    'workspaces.encrypt': async function* ({ workspace, passphrase }, signal) {
      const answer = yield* encryptWorkspace(ports, workspaces, workspace, passphrase, signal);
      changed(answer.workspace);
      return answer;
    },
    'workspaces.retire': async function* (input, signal) {
      const answer = yield* retire(ports, workspaces, input, signal);
      changed(input.workspace);
      return answer;
    },
    'certificates.check': (input) => checkCertificate(ports, input),
  };
}

function checkCertificate(ports: Ports, { text, key }: Parsed<'certificates.check'>): Output<'certificates.check'> {
  const given = (key ?? '').split('\n').filter((line) => line.trim() !== '');
  const keys = given.map((line) => {
    const parsed = parseVerifierKey(ports, line);
    if (parsed === null) throw new AuditError('bad-input', `"${line.slice(0, 200)}" is no public key in the form name+id+key, such as "evidence checkpoint" prints.`);
    return parsed;
  });
  const read = readCertificate(ports, new TextEncoder().encode(text.replaceAll('\r\n', '\n')), keys);
  if (read === null) throw new AuditError('bad-input', 'This is no certificate of destruction as this program writes them.');
  const { signer, facts, files, ended } = read;
  const signed = signer !== 'bad' && signer !== 'unknown';
  const whose = keys.length > 0 ? 'the key given' : 'the key that it names itself';
  const checks = [
    {
      ok: signed,
      message: signed ? `The text is signed with ${whose}: ${verifierKey(ports, signer)}.` : `The text is NOT signed with ${whose}, or was changed after it was signed.`,
    },
  ];
  if (signed && keys.length === 0) {
    const own = sameBytes(signer.publicKey, ports.keys.signer().publicKey);
    checks.push({
      ok: true,
      message: own
        ? 'That is the key of this program on this computer.'
        : 'Whose key that is, this does not say: hold it against one that you have from elsewhere, such as one handed out with a checkpoint (--key).',
    });
  }
  return { ok: checks.every(({ ok }) => ok), checks, facts, files: files.length, ended };
}
