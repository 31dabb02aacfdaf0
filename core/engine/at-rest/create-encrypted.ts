/** A new encrypted folder for a workspace; what is written to it from then on is sealed. */
import { passphraseProblem } from '../../at-rest/passphrase';
import { AuditError } from '../../errors';
import type { Ports } from '../../ports';

/** Throws `bad-input` for a passphrase that is not taken, `already-exists` where the name is in use. */
export function createEncrypted(ports: Ports, name: string, passphrase: string, at: string): void {
  refuseWeak(passphrase);
  if (ports.home.exists(name)) throw new AuditError('already-exists', `There is a workspace "${name}" already. Choose another name.`);
  ports.vault.create({ folder: ports.vault.newFolder(), name, createdAt: at }, passphrase);
}

export function refuseWeak(passphrase: string): void {
  const problem = passphraseProblem(passphrase);
  if (problem !== null) throw new AuditError('bad-input', `This passphrase is not taken. ${problem}`);
}
