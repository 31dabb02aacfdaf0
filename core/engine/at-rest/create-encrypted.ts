/** A new encrypted folder for a workspace; what is written to it from then on is sealed. */
import { passphraseProblem } from '../../at-rest/passphrase';
import { AuditError } from '../../errors';
import type { Ports } from '../../ports';
import type { WorkspaceSettings } from '../context';

/** Throws `bad-input` for a passphrase that is not taken, `already-exists` where the name is in use. Nothing of it is left where `add` throws. */
export function createEncrypted<Added>(ports: Ports, settings: WorkspaceSettings, passphrase: string, add: (settings: WorkspaceSettings) => Added): Added {
  const { name, addedAt } = settings;
  refuseWeak(passphrase);
  if (ports.home.exists(name)) throw new AuditError('already-exists', `There is a workspace "${name}" already. Choose another name.`);
  const folder = ports.vault.newFolder();
  ports.vault.create({ folder, name, createdAt: addedAt }, passphrase);
  try {
    return add(settings);
  } catch (error) {
    ports.vault.lock(folder);
    ports.home.destroyFolder(folder, ports.vault.keyFiles);
    throw error;
  }
}

export function refuseWeak(passphrase: string): void {
  const problem = passphraseProblem(passphrase);
  if (problem !== null) throw new AuditError('bad-input', `This passphrase is not taken. ${problem}`);
}
