/** The log of one workspace: signs checkpoints over its ledger, after holding the ones before against it. */

import { base64Of } from '../engine/base64';
import { hexOf } from '../index/key-bytes';
import { nowOf } from '../now';
import type { Ports } from '../ports';
import { isBefore } from './frame';
import { type BadTail, openFramedLog } from './framed-log';
import type { LedgerEvent } from './ledger';
import { acceptCheckpoint, type LogState } from './log-state';
import { checkpointText, isCheckpoint, parseCheckpoint } from './tree/checkpoint';
import { rootOf } from './tree/frontier';
import { createTreeHash, sameBytes } from './tree/hash';
import { writeNote } from './tree/signed-note';

export interface LogSource {
  ports: Ports;
  /** Of the checkpoints. */
  folder: string;
  /** What is known of the log; `put` replaces it. */
  state(): LogState;
  put(state: LogState): void;
  /** Brings the state in step with the ledger. */
  refresh(): void;
  /** Appends to the ledger, fsynced; under the lock of the evidence. */
  keep(events: LedgerEvent[]): void;
  /** The newest line of the journal. */
  journalHead(): { seq: number; lineSha256: string };
  /** The name of the log while its ledger names none. */
  origin(): string;
}

export interface Log {
  /** Reads the checkpoints that are new; then whether leaves lie behind the newest one. */
  isBehind(): boolean;
  /** Why no further checkpoint may be signed: the ledger does not fit one before. */
  fault(): string | null;
  /** The broken end of the checkpoints: to be cut before the next is signed. */
  tail(): BadTail | null;
  /** Stretches of the checkpoints that were met and cannot be read. */
  damage(): BadTail[];
  /** Signs one over all there is; under the lock of the evidence. Throws `disk` where the key is refused. */
  sign(): void;
  /** The newest checkpoint, its bytes. */
  newest(): Uint8Array | null;
  /** The one with this number, from 1. */
  numbered(number: number): Uint8Array | null;
  truncate(at: BadTail): void;
  close(): void;
}

/** A new name for a log: random, so that it says nothing of a person, a machine or a store. */
export function newOrigin(ports: Pick<Ports, 'random'>): string {
  return `lineage-audit/${hexOf(ports.random(8))}`;
}

export function openLog(source: LogSource): Log {
  const { ports } = source;
  const hash = createTreeHash(ports);
  const checkpoints = openFramedLog(ports, source.folder);
  let fault: string | null = null;
  let tail: BadTail | null = null;
  const damage = new Map<string, BadTail>();

  /** Checkpoints are read before the ledger, which is written before them. */
  function accept() {
    const { read } = source.state();
    const end = checkpoints.end();
    if (isBefore(end, read)) fault ??= 'checkpoints that were signed are gone';
    tail = null;
    if (fault !== null || !checkpoints.grewBeyond(read)) return;
    // One that is damaged says nothing any more; each after it is over all the leaves that it was over.
    const onBad = (bad: BadTail) => {
      if (bad.kind === 'cut') tail = bad;
      else damage.set(`${bad.segment} ${bad.offset}`, bad);
    };
    const found = [...checkpoints.scan(read, onBad, { accept: isCheckpoint })];
    source.refresh();
    for (const frame of found) {
      const next = acceptCheckpoint(source.state(), parseCheckpoint(frame.payload), { segment: frame.segment, offset: frame.end });
      if (typeof next === 'string') {
        fault = next;
        return;
      }
      source.put(next);
    }
  }

  return {
    isBehind() {
      accept();
      const { frontier, last, broken } = source.state();
      return broken !== null || frontier.size > (last?.size ?? 0);
    },
    fault() {
      accept();
      return fault ?? source.state().broken;
    },
    tail() {
      accept();
      return tail;
    },
    damage: () => [...damage.values()],
    sign() {
      const { ports } = source;
      const signer = ports.keys.signer();
      const { signers, last } = source.state();
      const name = signers[0]?.name ?? source.origin();
      const at = nowOf(ports);
      const events: LedgerEvent[] = [];
      if (!signers.some((one) => sameBytes(one.publicKey, signer.publicKey)))
        events.push({ type: 'signer-enrolled', name, publicKey: base64Of(signer.publicKey), kept: signer.kept, surface: ports.who.surface, at, by: ports.who.user });
      source.keep([...events, { type: 'journal-head', ...source.journalHead(), checkpoints: last?.number ?? 0, at }]);
      const { frontier } = source.state();
      const text = checkpointText({ origin: name, size: frontier.size, root: rootOf(hash, frontier) });
      checkpoints.append(writeNote(ports, text, { name, publicKey: signer.publicKey }, signer.sign), false);
      checkpoints.sync();
      accept();
    },
    newest() {
      let newest: Uint8Array | null = null;
      for (const frame of checkpoints.scan({ segment: 1, offset: 0 }, () => undefined, { accept: isCheckpoint })) newest = frame.payload;
      return newest;
    },
    numbered(number) {
      let at = 0;
      for (const frame of checkpoints.scan({ segment: 1, offset: 0 }, () => undefined)) if (++at === number) return frame.payload;
      return null;
    },
    truncate(at) {
      checkpoints.truncate(at);
      tail = null;
    },
    close: () => checkpoints.close(),
  };
}
