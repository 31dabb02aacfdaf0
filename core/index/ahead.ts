/** What was made ahead of questions and lies beside the image: used where it was made from this very ledger and these records, and from nothing that is lost. */
import { base64Of } from '../engine/base64';
import { AuditError } from '../errors';
import type { FramePosition } from '../evidence/frame';
import type { Ledger } from '../evidence/ledger';
import { addToLog, type LogState, logFromJson } from '../evidence/log-state';
import { createTreeHash } from '../evidence/tree/hash';
import type { Ports } from '../ports';
import { factMasker } from '../redact/facts';
import { type AheadFile, encodeAhead, littleEndian, type MadeFrom, type Parts, readAhead } from './ahead-file';
import { type AheadInPlace, openAheadInPlace, sha256OfAll } from './ahead-in-place';
import { aheadPath, prefix } from './ahead-path';
import type { Index } from './open-index';
import { lostObjects } from './queries/lost';
import { lastNode } from './queries/search';
import { schemaNumber } from './schema';
import { stateOnDisk } from './state-on-disk';

/** Fewer nodes than this are gone through faster than a file is written. */
const leastNodes = 5000;
/** Bytes of the ledger behind the place that a file was made at, which are read to see that it is the same ledger. */
const mostLedger = 16 << 20;

export interface Ahead {
  /** Whether anything is kept: not of few records, where `least` is left out, and not of an index that was made of damaged evidence. */
  keeps(least?: number): boolean;
  /** As it will be seen by who does not open the index, where the image on the disk is that of this index. */
  stateOnDisk(): string | null;
  /** Null where there is none, or none that fits. */
  read(wanted: Wanted): Parts | null;
  /** The same with what it was made from. */
  file(wanted: Wanted): AheadFile | null;
  /** The same of a file that stays where it is. */
  inPlace(kept: Kept): AheadInPlace | null;
  /** What pieces of such a file are held against. */
  sha256: AheadInPlace['sha256'];
  /** Of what is so now. A disk that does not take it is no reason to fail. */
  write(kept: Kept, parts: Parts): void;
  /** Of the files that there are: those that are not as they were written, and the parts of those that would be used. */
  found(wanted: readonly Wanted[]): FoundAhead[];
  /** Takes all of them away. */
  discard(): void;
}

export interface Kept extends Pick<MadeFrom, 'what' | 'form'> {
  /** Of what it is made from, as that is now; null: as it is now, nothing is kept. */
  stamp: string | null;
}

/** What is of use: of this stamp, or of one that is said to be. */
export interface Wanted extends Omit<Kept, 'stamp'> {
  stamp: Kept['stamp'] | ((stamp: string) => boolean);
}

export interface FoundAhead {
  file: string;
  what: string;
  parts: Parts | 'broken';
}

interface AheadSource {
  ports: Ports;
  workspace: string;
  ledger: Pick<Ledger, 'scan'>;
  index: Index;
  /** Whether the workspace is still there, and not one that was removed by another process since. */
  isThere(): boolean;
}

export function createAhead({ ports, workspace, ledger, index, isThere }: AheadSource): Ahead {
  const folder = `${workspace}/index`;
  const hash = createTreeHash(ports);
  const mask = factMasker(ports.masking).key;
  const pathOf = (what: string) => aheadPath(workspace, what);
  /** Edges that the tree of this index was seen to have had: it only grows. */
  const same = new Set<string>();

  function isSound(): boolean {
    return index.damage().length === 0 && !index.isStale() && index.log().broken === null && lostObjects(index.db).total === 0;
  }
  const fits = (from: MadeFrom, { what, form, stamp }: Wanted): boolean =>
    from.what === what &&
    from.form === form &&
    from.program === ports.who.version &&
    from.schema === schemaNumber &&
    from.mask === mask &&
    (typeof stamp === 'function' ? stamp(from.stamp) : from.stamp === stamp) &&
    isSameLedger(from);
  /** Whether the tree over what the file was made from, with the lines behind, is the tree that there is now. */
  function isSameLedger({ ledger: from, leaves, roots }: MadeFrom): boolean {
    const now = index.applied();
    const edge = (state: LogState) => `${state.frontier.size} ${state.frontier.roots.map(base64Of).join(' ')}`;
    const key = JSON.stringify([from, leaves, roots]);
    if (same.has(key)) return true;
    if (!Number.isSafeInteger(from.offset) || from.segment !== now.segment || from.offset > now.offset || now.offset - from.offset > mostLedger) return false;
    let state = logFromJson(JSON.stringify({ frontier: { size: leaves, roots }, signers: [], heads: [], journalSeq: 0, handedOut: null }));
    let whole = true;
    let reached: FramePosition = from;
    for (const batch of ledger.scan(from, () => (whole = false))) {
      if (batch.end.offset > now.offset) break;
      state = addToLog(hash, state, batch);
      reached = batch.end;
    }
    const fits = whole && reached.offset === now.offset && edge(state) === edge(index.log());
    if (fits) same.add(key);
    return fits;
  }
  function fileOf(wanted: Wanted): AheadFile | null {
    const path = pathOf(wanted.what);
    if (!ports.home.exists(path)) return null;
    const file = readAhead(ports, path, (from) => fits(from, wanted));
    return file === 'broken' ? null : file;
  }
  const each = () => ports.home.list(folder).filter((name) => name.startsWith(prefix) && !name.endsWith('.part'));

  return {
    keeps: (least = leastNodes) => littleEndian && lastNode(index.db) >= least && isSound(),
    stateOnDisk: () => (index.imageIsOwn() ? stateOnDisk(ports, workspace, index.applied()) : null),
    read: (wanted) => fileOf(wanted)?.parts ?? null,
    file: fileOf,
    inPlace(kept) {
      const path = pathOf(kept.what);
      return ports.home.exists(path) ? openAheadInPlace(ports, path, (from) => fits(from, kept)) : null;
    },
    sha256: (bytes) => sha256OfAll(ports, bytes),
    write({ what, form, stamp }, parts) {
      const { frontier } = index.log();
      if (!isThere() || !isSound() || stamp === null) return;
      const from = {
        what,
        program: ports.who.version,
        schema: schemaNumber,
        mask,
        form,
        stamp,
        ledger: index.applied(),
        leaves: frontier.size,
        roots: frontier.roots.map(base64Of),
      };
      const pieces = encodeAhead(ports, from, parts);
      if (pieces === null) return;
      try {
        ports.home.replace(pathOf(what), pieces);
      } catch (error) {
        if (!(error instanceof AuditError && error.code === 'disk')) throw error;
      }
    },
    found(wanted) {
      return each().flatMap((name): FoundAhead[] => {
        const what = name.slice(prefix.length);
        const file = pathOf(what);
        // The seal of one that is of no use is looked at as well: damage is told wherever it is.
        const sound = readAhead(ports, file, () => true);
        if (sound === 'broken' || sound === null) return [{ file, what, parts: 'broken' }];
        return wanted.some((one) => fits(sound.from, one)) ? [{ file, what, parts: sound.parts }] : [];
      });
    },
    discard() {
      for (const name of each()) ports.home.remove(`${folder}/${name}`);
    },
  };
}
