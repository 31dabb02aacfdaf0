/** Every failure the engine can name: one closed list of codes, so that callers branch on a code and people read a sentence. */

export const errorCodes = [
  'bad-input', // an argument does not fit the contract
  'not-found', // no such workspace, record, run, file
  'already-exists',
  'store-unreachable', // the folder is not there, the server does not answer
  'store-denied', // a right is missing (data.right names it)
  'other-store', // not the store that was pinned (data.differs, data.content): nothing was read, nothing kept
  'store-error', // the store answered with something we cannot use
  'evidence-damaged', // what we keep does not hold together
  'sealed', // encrypted, and its passphrase was not given or is another (data.reason)
  'locked', // signed off: it stays as it is
  'in-use', // another process holds the workspace (data.owner)
  'disk', // could not write or read our own files
  'file-unreadable',
  'nextflow-refuses', // a question Nextflow itself answers with an error; the message is its own
  'not-supported',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error as it crosses threads, processes and the command line. */
export interface ErrorData {
  code: ErrorCode;
  message: string;
  data?: Record<string, unknown> | undefined;
}

/** A failure with a code to branch on and a sentence that names the thing, the cause and what to do. */
export class AuditError extends Error {
  readonly code: ErrorCode;
  readonly data: Record<string, unknown> | undefined;
  constructor(code: ErrorCode, message: string, data?: Record<string, unknown>) {
    super(message);
    this.name = 'AuditError';
    this.code = code;
    this.data = data;
  }
}

/** Turns anything thrown into data; unknown errors keep their message under `internal`. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof AuditError) return { code: thrown.code, message: thrown.message, data: thrown.data };
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'cancelled', message: 'Stopped.' };
  return { code: 'internal', message: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) };
}
