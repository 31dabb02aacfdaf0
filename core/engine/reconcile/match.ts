/** One line of a list against the records: which is meant, by what, and what is said where none or several are. */
import type { MatchedBy, ReconcileRow } from '../../contract/reconcile';
import { visibleText } from '../../preview/visible-text';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { ListEntry } from '../../verify/reconcile/read-list';
import { minuteText } from '../../verify/standing';
import { digestNote, digestOf, held, heldNote } from './listed-digest';
import { type Candidate, isWhole, type Lookup, nameOf, tidyPath } from './lookup';

export interface Match {
  row: ReconcileRow;
  /** The node that was matched, for what the list lacks. */
  node: number | null;
  /** It names a run. */
  isRun: boolean;
}

/** `onlyRun`: LID of the run asked for. `exists` looks for a path on this computer. */
export async function matchEntry(lookup: Lookup, entry: ListEntry, onlyRun: string | null, exists: (path: string) => Promise<string | null>): Promise<Match> {
  const bare = { by: null, lid: null, path: null, run: null, check: null };
  const blank: ReconcileRow = { row: entry.row, listed: listedText(entry), state: 'not-matched', ...bare, sha256: digestOf(entry, null), note: digestNote(entry, null) };
  const noted = (note: string) => [note, blank.note].filter(Boolean).join(' ');
  const files = await matchFile(lookup, entry, onlyRun);
  if (files !== null && 'one' in files) return ofFile(lookup, blank, entry, files);
  if (files !== null) return { row: { ...blank, state: 'ambiguous', by: files.by, note: noted(files.note) }, node: null, isRun: false };
  const run = matchRun(lookup, entry);
  if (run !== null) return { ...run, row: { ...blank, ...run.row, note: noted(run.row.note ?? '') } };
  const elsewhere = onlyRun === null ? null : await matchFile(lookup, { ...entry, run: '' }, null);
  if (elsewhere !== null) {
    const where = 'one' in elsewhere ? `: ${elsewhere.one.lid ?? elsewhere.one.path}` : '';
    return { row: { ...blank, note: noted(`Known in another run than the one asked for${where}.`) }, node: null, isRun: false };
  }
  const without = await withoutLineage(lookup, entry, exists);
  if (without === null) return { row: { ...blank, note: noted(nothingNote(entry)) }, node: null, isRun: false };
  return { row: { ...blank, state: 'without-lineage', ...without, note: noted(without.note) }, node: null, isRun: false };
}

type FileMatch = { by: MatchedBy; one: Candidate; note: string } | { by: MatchedBy; note: string } | null;

/** By the strongest of what the line says: LID, whole path, end of the path, name, SHA-256 alone. */
async function matchFile(lookup: Lookup, entry: ListEntry, onlyRun: string | null): Promise<FileMatch> {
  const path = entry.path === undefined ? undefined : tidyPath(entry.path);
  const name = entry.name ?? entry.word;
  const ways: [MatchedBy, () => Candidate[]][] = [
    ['lid', () => (entry.lid === undefined ? [] : ofLid(lookup, entry.lid))],
    ['path', () => (path !== undefined && isWhole(path) ? distinct([path, ...lookup.recordedPaths(path)].flatMap(lookup.atPath)) : [])],
    ['path-end', () => (path !== undefined && !isWhole(path) ? (path.includes('/') ? lookup.endingIn(path) : lookup.named(path)) : [])],
    ['name', () => (name === undefined ? [] : lookup.named(name))],
    ['sha256', () => (entry.sha256 === undefined ? [] : lookup.withSha256(entry.sha256).filter((one) => one.lid !== null))],
  ];
  const run = onlyRun ?? (entry.run ? (runsMeant(lookup, entry.run)[0]?.lid ?? null) : null);
  for (const [by, find] of ways) {
    const all = find();
    const inRun = run === null ? all : all.filter((one) => one.run === run || one.lid?.startsWith(`${run}/`));
    if (inRun.length > 0) return choose(by === 'path-end' && !path?.includes('/') ? 'name' : by, inRun, entry);
  }
  return null;
}

function ofLid(lookup: Lookup, lid: string): Candidate[] {
  const node = lookup.node(lid);
  const file = node?.kind === 'FileOutput' ? lookup.ofNode(node.id) : undefined;
  return file === undefined ? [] : [file];
}

/** Of several the published ones, and of those the one that was read here with the SHA-256 listed. */
function choose(by: MatchedBy, all: readonly Candidate[], { sha256 }: ListEntry): FileMatch {
  const published = all.filter((one) => one.published);
  const few = published.length > 0 ? published : all;
  const [one] = few;
  const others = all.length - few.length;
  const beside = others > 0 ? `${others} file${others === 1 ? '' : 's'} of tasks ${others === 1 ? 'agrees' : 'agree'} as well; the published one is meant.` : '';
  if (one !== undefined && few.length === 1) return { by, one, note: beside };
  const read = sha256 === undefined ? [] : few.map((each) => ({ each, ...held(sha256, each) }));
  const equal = read.filter(({ ours }) => ours === sha256);
  const [same] = equal;
  if (same !== undefined && equal.length === 1) {
    const unread = read.filter((other) => other !== same && (other.state === 'not-read' || other.state === 'not-now')).length;
    const open = unread === 0 ? '' : ` Of ${unread} of the others there is no reading of ours, or none in the newest check: they may have the same content.`;
    return { by, one: same.each, note: `Of ${few.length} that agree, the one that was read here with the SHA-256 listed, on ${minuteText(same.at ?? '')}.${open}` };
  }
  const shown = few.slice(0, 5).map((each) => each.lid ?? each.path ?? '');
  return {
    by,
    note: `${few.length} records agree${equal.length > 1 ? `, ${equal.length} of them with this SHA-256` : ''}: ${shown.join(', ')}${few.length > shown.length ? ', and more' : ''}. Name the run, or the whole path.`,
  };
}

function ofFile(lookup: Lookup, blank: ReconcileRow, entry: ListEntry, { by, one, note }: { by: MatchedBy; one: Candidate; note: string }): Match {
  const row: ReconcileRow = {
    ...blank,
    state: 'matched',
    by,
    lid: one.lid,
    path: one.path,
    run: one.run === null ? null : { lid: one.run, name: lookup.runName(one.run) },
    check: one.check,
    sha256: digestOf(entry, one),
    note: [note, entry.lid !== undefined && by !== 'lid' ? 'No record has the LID listed.' : '', digestNote(entry, one)].filter(Boolean).join(' '),
  };
  return { row, node: one.node, isRun: false };
}

function matchRun(lookup: Lookup, entry: ListEntry): { row: Partial<ReconcileRow>; node: number | null; isRun: boolean } | null {
  const named = entry.lid ?? entry.run ?? entry.word;
  if (named === undefined || entry.path !== undefined || entry.name !== undefined) return null;
  const meant = runsMeant(lookup, named);
  const [one] = meant;
  if (one === undefined) return null;
  const { by } = one;
  if (meant.length > 1) {
    const why = by === 'session' ? 'Runs that resume one another share a session' : 'Names of runs repeat';
    return { row: { state: 'ambiguous', by, note: `${why}: ${meant.map(({ lid }) => lid).join(', ')}.` }, node: null, isRun: true };
  }
  return {
    row: { state: 'matched', by, lid: one.lid, run: { lid: one.lid, name: one.name }, note: one.recorded ? '' : 'The run has no record of its own; others name it.' },
    node: one.node,
    isRun: true,
  };
}

function runsMeant({ runs }: Lookup, text: string): { lid: string; name: string | null; node: number; by: MatchedBy; recorded: boolean }[] {
  const key = keyOfLid(text);
  const ways: [MatchedBy, (run: Lookup['runs'][number]) => boolean][] = [
    ['run-id', (run) => run.key === key],
    ['run-name', (run) => nameOf(run) === text],
    ['session', (run) => (run.record?.session ?? run.history?.session) === text.toLowerCase()],
  ];
  for (const [by, fits] of ways) {
    const found = runs.filter(fits);
    if (found.length > 0) return found.map((run) => ({ lid: lidOfKey(run.key), name: nameOf(run), node: run.node, by, recorded: run.record !== null }));
  }
  return [];
}

/** It is there, or somebody names it, but no record says who made it. */
async function withoutLineage(lookup: Lookup, entry: ListEntry, exists: (path: string) => Promise<string | null>): Promise<{ path: string | null; note: string } | null> {
  const node = entry.lid === undefined ? undefined : lookup.node(entry.lid);
  if (node?.kind === 'Missing') return { path: null, note: 'Other records name this LID, but it has no record of its own.' };
  if (node !== undefined && node.kind !== 'External') return { path: null, note: `This LID is a ${node.kind}, and neither a file nor a run.` };
  const listed = entry.path ?? entry.name ?? entry.word;
  const path = listed === undefined ? undefined : tidyPath(listed);
  if (path !== undefined) {
    const recorded = isWhole(path) ? [path, ...lookup.recordedPaths(path)] : [path];
    const [outside] = recorded.flatMap(lookup.outsideAt);
    if (outside !== undefined) return { path: outside.path, note: 'An outside file: tasks or parameters read it by its path; no record says who made it.' };
    const naming = recorded.flatMap(lookup.runsNaming);
    if (naming.length > 0)
      return { path, note: `Named by its path alone in the outputs of ${naming.map(({ lid, name }) => name ?? lid).join(', ')}; it has no record of its own.` };
  }
  const [same] = entry.sha256 === undefined ? [] : lookup.withSha256(entry.sha256);
  if (same !== undefined && entry.sha256 !== undefined) return { path: same.path, note: outsideNote(entry.sha256, same) };
  const here = listed === undefined ? null : await exists(listed);
  return here === null ? null : { path: here, note: 'It lies on this computer; no record names it.' };
}

function outsideNote(sha256: string, file: Candidate): string {
  const { state, at } = held(sha256, file);
  const is = state === 'equal' ? `Its SHA-256 is that of an outside file, as read here on ${minuteText(at ?? '')}` : 'Its SHA-256 is one that was kept of an outside file';
  return [`${is}; no record says who made it.`, heldNote(sha256, file)].filter(Boolean).join(' ');
}

function nothingNote({ sha256, path, name, word, lid, run }: ListEntry): string {
  if (sha256 !== undefined && [path, name, word, lid, run].every((part) => part === undefined))
    return 'No file that was read here has this SHA-256; files that were not read yet are not excluded.';
  return '';
}

function listedText({ lid, path, name, word, run, sha256 }: ListEntry): string {
  const file = lid ?? path ?? name ?? word;
  const text = file === undefined ? (run ?? sha256 ?? '') : run === undefined ? file : `${file} (run ${run})`;
  return visibleText(text).replaceAll('\n', '␊').replaceAll('\t', '␉');
}

function distinct(all: readonly Candidate[]): Candidate[] {
  return [...new Map(all.map((one) => [one.node, one])).values()];
}
