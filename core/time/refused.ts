/** What a view of the past refuses: acts that keep something, and looks at files as they are now, which would stand under a date that they are not of. */
import type { EngineName } from '../contract';
import { AuditError } from '../errors';
import { acts } from '../journal/acts';
import { callActs } from '../journal/calls';
import { notInThePast } from './words';

/** Acts on the whole evidence, or on a file as it is now. */
const ofNow: Partial<Record<EngineName, string>> = {
  'files.preview': 'a file can be shown only as it is now',
  'files.handOver': 'a file can be opened only as it is now',
  'workspaces.tryMaps': 'files can be looked for only where they are now',
  'workspaces.lock': 'the workspace is locked as a whole',
  'workspaces.unlock': 'the workspace is unlocked as a whole',
  'evidence.verify': 'the evidence is verified as a whole',
  'evidence.handOut': 'what is handed out is the newest checkpoint',
  'evidence.prove': 'proofs are made of the newest checkpoint',
  'evidence.bundle': 'a bundle is made of a checkpoint, which is named there',
};
/** Work that keeps nothing. */
const reading: ReadonlySet<EngineName> = new Set<EngineName>(['cause.find', 'compare.runs', 'files.identify', 'reconcile.list', 'secrets.scan']);

/** Why a view as of `at` refuses this, and how to go back to now; null where it does not. The engine and the buttons of the window ask this alone. */
export function whyNotInThePast(name: EngineName, input: object, at: string): string | null {
  const why = ofNow[name];
  if (why !== undefined) return notInThePast(at, why);
  const entry = callActs[name];
  const changes = 'by' in entry && !reading.has(name) && entry.by.some((act) => acts[act].kind !== 'look' && acts[act].kind !== 'out');
  return changes || (name === 'compare.runs' && 'verify' in input && input.verify === true) ? notInThePast(at, 'nothing is checked, changed or decided in what is past') : null;
}

/** Throws `not-supported` with that. */
export function refuseInThePast(name: EngineName, input: object, at: string): void {
  const why = whyNotInThePast(name, input, at);
  if (why !== null) throw new AuditError('not-supported', why);
}
