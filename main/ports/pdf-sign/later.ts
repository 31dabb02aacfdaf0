/** What was appended to a PDF after each of its signatures: further signatures in the places kept for them, or anything else. */
import type { FoundSignature } from '../../../core/contract/signatures';
import { mostObjects, type Place } from './cross-reference';
import { isName, PdfFile } from './file';
import { BadPdf, type Dict, Ref, Stream, type Value, written } from './objects';
import type { Read } from './read-signatures';

type Later = Pick<FoundSignature['covers'], 'later' | 'changed'>;

/** Tells it of each, `found` being in the order in which they were made. */
export function tellLater(file: PdfFile, found: readonly Read[]): void {
  const revisions = found.map(({ until }) => (until === null ? null : revisionOf(file, until)));
  const told = found.map(({ signature: { covers } }, index) => {
    const revision = revisions[index];
    const later: Later & { filled: number[] } = revision ? laterThan(file, revision) : { later: 'unknown', changed: 0, filled: [] };
    Object.assign(covers, { later: later.later, changed: later.changed });
    return later;
  });
  const last = found.at(-1);
  const closed = last?.signature.integrity === 'intact' && last.until === file.bytes.length;
  const leads = told.some(({ later }) => later === 'signatures') && closed ? leadingToLater(file, revisions, new Set(told.flatMap(({ filled }) => filled))) : [];
  for (const [index, { later, filled }] of told.entries()) {
    if (later !== 'signatures') continue;
    const { covers } = (found[index] as Read).signature;
    // A place that is filled shows a signature only if it holds one, over all that is there by then.
    const by = filled.map((field) => found.findIndex((one, at) => at > index && one.field === field && one.signature.integrity === 'intact'));
    const each = by.every((at) => at >= 0 && (found[at]?.until ?? 0) > (found[index]?.until ?? 0)) && new Set(by.map((at) => found[at]?.until)).size === by.length;
    const changed = leads[index] ?? 0;
    if (!closed || !each || changed > 0 || revisions[index]?.closed === true) Object.assign(covers, { later: 'other', changed });
  }
}

/** The file as it was when it was signed. */
interface Revision {
  until: number;
  /** null: it is the file itself. */
  earlier: PdfFile | null;
  /** Certified as never to be changed (DocMDP, P 1; ISO 32000-1, 12.8.2.2). */
  closed: boolean;
}

/** null where it cannot be read. */
function revisionOf(file: PdfFile, until: number): Revision | null {
  if (until === file.bytes.length) return { until, earlier: null, closed: false };
  try {
    const earlier = new PdfFile(file.bytes.subarray(0, until));
    return { until, earlier, closed: mayNotChange(earlier) };
  } catch (error) {
    if (error instanceof BadPdf || error instanceof RangeError) return null;
    throw error;
  }
}

function mayNotChange(file: PdfFile): boolean {
  const permissions = file.get(file.root.get('Perms'));
  const certified = permissions instanceof Map ? file.get(permissions.get('DocMDP')) : null;
  if (!(certified instanceof Map)) return false;
  return file.array(certified.get('Reference')).some((one) => {
    const reference = file.dict(one);
    return isName(file.get(reference.get('TransformMethod')), 'DocMDP') && file.get(file.dict(reference.get('TransformParams')).get('P')) === 1;
  });
}

/** Compares a revision with the file as it is now, object by object. */
function laterThan(file: PdfFile, { earlier: then }: Revision): Later & { filled: number[] } {
  const filled: number[] = [];
  if (then === null) return { later: 'nothing', changed: 0, filled };
  try {
    const known = then.numbers;
    const isKnown = new Uint8Array(mostObjects);
    let changed = 0;
    for (const number of known) {
      isKnown[number] = 1;
      if (samePlace(then.place(number), file.place(number))) continue;
      if (isFilledPlace(then.object(number), file.object(number))) filled.push(number);
      else changed++;
    }
    // What nothing defined then may have been referred to then.
    for (const number of file.numbers) if (number < then.size && isKnown[number] === 0) changed++;
    const same = (key: string) => written(then.trailer.get(key) ?? null) === written(file.trailer.get(key) ?? null);
    // What is above the size is not there (7.5.5).
    if (!same('Root') || !same('Info') || file.size < then.size) changed++;
    // Bytes that change nothing are no signature either.
    return { later: changed === 0 && filled.length > 0 ? 'signatures' : 'other', changed, filled };
  } catch (error) {
    if (error instanceof BadPdf) return { later: 'unknown', changed: 0, filled };
    throw error;
  }
}

/**
 * How many objects of each revision lead to what was defined only after it, other than a filled place to its signature and its picture:
 * what is signed then says something that it did not say.
 */
function leadingToLater(file: PdfFile, revisions: readonly (Revision | null)[], filled: ReadonlySet<number>): number[] {
  // By number: the first revision that knows it, counted from 1; 0: none does.
  const since = new Uint8Array(mostObjects + 1);
  for (const [index, revision] of [...revisions.entries()].reverse()) for (const number of (revision?.earlier ?? file).numbers) since[number] = index + 1;
  const leads = revisions.map(() => 0);
  for (const [number, value] of file.objects()) {
    const from = since[number] as number;
    const entries = filled.has(number) && value instanceof Map ? new Map([...value].filter(([key]) => key !== 'V' && key !== 'AP')) : value;
    const to = newest(entries, since);
    for (let index = from - 1; index >= 0 && index < to - 1; index++) leads[index] = (leads[index] ?? 0) + 1;
  }
  return leads;
}

/** The newest of what a value refers to; 0 where it refers to nothing that is there. */
function newest(value: Value, since: Uint8Array): number {
  if (value instanceof Ref) return since[value.number] ?? 0;
  if (Array.isArray(value)) return value.reduce<number>((most, one) => Math.max(most, newest(one, since)), 0);
  const entries: Dict | null = value instanceof Stream ? value.dict : value instanceof Map ? value : null;
  let most = 0;
  if (entries !== null) for (const one of entries.values()) most = Math.max(most, newest(one, since));
  return most;
}

function samePlace(a: Place | null, b: Place | null): boolean {
  if (a === null || b === null) return a === b;
  if ('stream' in a) return 'stream' in b && a.stream === b.stream && a.which === b.which;
  return !('stream' in b) && a.at === b.at && a.generation === b.generation;
}

/** An empty signature field that got its value and its appearance, and nothing else. What is new in the file is reached through these alone. */
function isFilledPlace(before: Value, after: Value): boolean {
  if (!(before instanceof Map) || !(after instanceof Map) || written(before.get('FT') ?? null) !== '/Sig' || before.has('V') || !(after.get('V') instanceof Ref)) return false;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (key === 'V' || key === 'AP') continue;
    if (written(before.get(key) ?? null) !== written(after.get(key) ?? null)) return false;
  }
  return true;
}
