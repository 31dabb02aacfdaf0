/** What the system says about a folder or file, in words: what is wrong and what to do. */
import { AuditError } from '../../../core/errors';

/** The system's code (`ENOENT`), or an empty text for what is no system error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** `at` is the folder that failed, `store` the store as people write it. */
export function folderError(error: unknown, store: string, at: string): AuditError {
  const code = codeOf(error);
  const data = { store, path: at, system: code };
  const where = at === store ? `The folder "${store}"` : `The folder "${at}" of the store`;
  const said = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'ENOENT':
      return new AuditError('store-unreachable', `${where} is not there. Is its drive or network share connected, and the path spelt right?`, data);
    case 'ENOTDIR':
      return new AuditError('store-unreachable', `"${at}" is a file, not a folder. Choose the folder that holds the lineage records.`, data);
    case 'EACCES':
    case 'EPERM':
      return new AuditError('store-denied', `${where} may not be read by this account, so the listing is not complete. Ask its owner for the right to read and enter it.`, {
        ...data,
        right: 'read and enter the folder',
      });
    case 'REPLACED':
      return new AuditError('store-unreachable', `${where} was replaced or disconnected while it was listed, so the listing is not complete. Try again.`, data);
    case 'ELOOP':
      return new AuditError('store-unreachable', `${where} is a link that leads back to itself. Choose the real folder.`, data);
    case 'ENAMETOOLONG':
      return new AuditError('store-error', `${where} is nested too deeply for this system (its path is too long), so the listing is not complete.`, data);
    case '':
      return new AuditError('store-error', `${where} could not be listed: ${said}`, data);
    default:
      return new AuditError('store-unreachable', `${where} could not be listed (${said}). Is its drive or network share connected? Try again.`, data);
  }
}
