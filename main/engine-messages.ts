/** What the engine's thread and its host say to one another. */
import type { EngineEvent } from '../core/contract';
import type { ErrorData } from '../core/errors';
import type { PortOptions } from './ports';

/** `begin` comes first, once. */
export type ToEngine = { begin: PortOptions } | { id: string; name: string; input: unknown } | { id: string; cancel: true } | { close: true };

export type FromEngine = { id: string; ok: unknown } | { id: string; error: ErrorData } | { id: string; progress: unknown } | { event: EngineEvent };
