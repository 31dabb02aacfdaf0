/** What the engine's thread and its host say to one another. */
import type { EngineEvent } from '../core/contract';
import type { ErrorData } from '../core/errors';

export type ToEngine = { id: string; name: string; input: unknown } | { id: string; cancel: true } | { close: true };

export type FromEngine = { id: string; ok: unknown } | { id: string; error: ErrorData } | { id: string; progress: unknown } | { event: EngineEvent };
