/** A report may be of anybody's make: what says that it cannot be read names the file. */
import { AuditError } from '../../errors';

/** Throws what `act` throws; of a file that is no report, with its path. */
export async function named<T>(file: string, act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AuditError && error.data?.reason === 'not-a-report') throw new AuditError(error.code, `${file}: ${error.message}`, { ...error.data, path: file });
    throw error;
  }
}
