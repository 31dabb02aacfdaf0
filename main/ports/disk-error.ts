/** What the operating system says of our own files, in words: which file, why, and what to do. */
import { AuditError } from '../../core/errors';

const words: Record<string, { cause: string; todo: string }> = {
  ENOSPC: { cause: 'the disk is full', todo: 'Make room and do it again; what was saved before is whole.' },
  EDQUOT: { cause: 'the quota of this account is used up', todo: 'Make room and do it again; what was saved before is whole.' },
  EROFS: {
    cause: 'the disk is read-only',
    todo: 'What needs no entry in the journal can still be looked at. To go on, make the disk writable, or copy the workspace to one that is.',
  },
  EACCES: { cause: 'this account has no permission', todo: 'Have the right given to it, or work as the account that owns the file.' },
  EPERM: { cause: 'this account has no permission', todo: 'Have the right given to it, or work as the account that owns the file.' },
  EIO: {
    cause: 'the disk reports an error of its own (EIO)',
    todo: 'Copy the workspace to another disk and run "evidence verify" on the copy; nothing was reported as saved that is not.',
  },
  ENOENT: { cause: 'it is not there', todo: 'Restore it from a copy.' },
  EMFILE: { cause: 'too many files are open', todo: 'Close other programs and do it again.' },
};

/** AuditError `disk` with data.path and data.systemCode; one that is an AuditError already stays as it is. */
export function diskError(path: string, what: 'read' | 'written', error: unknown): AuditError {
  if (error instanceof AuditError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const known = words[code ?? ''];
  return new AuditError('disk', `${path} could not be ${what}: ${known?.cause ?? message}.${known === undefined ? '' : ` ${known.todo}`}`, { path, systemCode: code ?? null });
}

/** For a file that the auditor named: another place may do. One that is an AuditError already stays as it is. */
export function outFailed(path: string, error: unknown): AuditError {
  if (error instanceof AuditError) return error;
  const { message, data } = diskError(path, 'written', error);
  if (data?.systemCode === 'ENOENT')
    return new AuditError('disk', `${path} could not be written: the folder that it is to lie in is not there. Make it, or choose another place.`, data);
  return new AuditError('disk', `${message} Or choose another place.`, data);
}

export function guardOut<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw outFailed(path, error);
  }
}

/** The cause alone. */
export function causeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return words[code ?? '']?.cause ?? message;
}
