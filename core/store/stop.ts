/** Stopping on request, in one wording: what a reader of a store throws when its signal is aborted. */
import { AuditError } from '../errors';

/** Throws AuditError `cancelled` once the signal is aborted. */
export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AuditError('cancelled', 'Stopped.');
}
