/** The scripts of tasks as their records hold them: read once by a job, then scanned like names. Files of the pipeline's code are recorded by checksum alone, so there is no text of theirs. */

import type { SearchHit } from '../../contract/search';
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { currentVersions } from '../../index/queries/objects';
import { taskNodes } from '../../index/queries/search';
import { pause } from '../../pause';
import { type LineageRecord, parseRecord } from '../../record/envelope';
import { textOf } from '../../record/json';
import type { Masker } from '../../redact/masker';
import type { Query } from '../../search/query';
import { createBlob, fold, foldForBlob, scanBlob, type TextBlob } from '../../search/text-blob';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import { isI32, isU8, isU32, type Keeping, part, readAhead, writeAhead } from '../kept-ahead';
import type { Mask } from './conditions';
import { textsOf, withinQualifiers } from './evaluate';
import { hitsOf } from './hits';

/** Tasks read between two breaths. */
const portion = 500;
/** Characters that one text may grow to. */
const longest = 1 << 25;
const shownLine = 200;

interface ReadScripts {
  blobs: readonly TextBlob[];
  /** Tasks whose kept bytes are damaged. */
  unreadable: number;
}

/** `read`: null until they were read. */
function scriptsOf(workspace: OpenWorkspace): { read: ReadScripts | null } {
  return byRecords(workspace, 'search scripts', (): { read: ReadScripts | null } => ({ read: null }));
}

/** Those that were read, null before. */
export const scriptsAtHand = (workspace: OpenWorkspace): ReadScripts | null => scriptsOf(workspace).read;

export function scriptsAreRead(workspace: OpenWorkspace): boolean {
  return scriptsAtHand(workspace) !== null;
}

/** Kept where all of them fit into one text and none is missing: reading them out of the packs takes some 50 µs of processor for each. */
export function scriptsKeeping({ unicode }: Pick<OpenWorkspace, 'unicode'>): Keeping<ReadScripts> {
  return {
    what: 'scripts',
    form: `1, Unicode ${unicode}`,
    parts: ({ blobs: [blob, ...more] }) => (blob === undefined || more.length > 0 ? {} : { texts: blob.bytes, starts: blob.starts, of: blob.ids }),
    value: (parts) => {
      const ids = part(parts, 'of', isI32);
      const blob = { bytes: part(parts, 'texts', isU8), starts: part(parts, 'starts', isU32), ids, inFolder: new Uint32Array(ids.length), folders: noFolders };
      return { blobs: [blob], unreadable: 0 };
    },
  };
}

const noFolders = { bytes: new Uint8Array(0), starts: Uint32Array.of(0) };
const isWhole = ({ blobs, unreadable }: ReadScripts) => blobs.length === 1 && unreadable === 0;

/** Reads the script of every task, unless they are read already or lie beside the image. Throws the signal's reason. */
export async function* readScripts(workspace: OpenWorkspace, signal: AbortSignal): AsyncGenerator<Progress> {
  const scripts = scriptsOf(workspace);
  if (scripts.read !== null) return;
  const keeping = scriptsKeeping(workspace);
  scripts.read = readAhead(workspace, keeping);
  if (scripts.read !== null) return;
  const reading = makeScripts(workspace);
  let step = reading.next();
  for (; !step.done; step = reading.next()) yield* pause({ phase: 'reading scripts', ...step.value }, signal);
  scripts.read = step.value;
  // What came meanwhile is read by the next job: then this is of other records than there are now.
  if (scriptsAtHand(workspace) === step.value && isWhole(step.value)) writeAhead(workspace, keeping, step.value);
}

/** Out of the packs. Yields before each portion. */
export function* makeScripts(workspace: OpenWorkspace): Generator<{ done: number; total: number }, ReadScripts> {
  // Asked of the index, not of the search's table: so that is not in memory beside what is read here.
  const tasks = taskNodes(workspace.db);
  const blobs: TextBlob[] = [];
  const unreadable = new Set<number>();
  let blob = createBlob();
  let length = 0;
  for (let at = 0; at < tasks.length; at += portion) {
    yield { done: at, total: tasks.length };
    for (const [node, script] of scriptsOfTasks(workspace, [...tasks.subarray(at, at + portion)], unreadable)) {
      blob.add(node, [script]);
      length += script.length;
      if (length < longest) continue;
      blobs.push(blob.done());
      blob = createBlob();
      length = 0;
    }
  }
  return { blobs: [...blobs, blob.done()], unreadable: unreadable.size };
}

/** By node, in their order; tasks whose bytes are damaged go into `unreadable`, and hide no other. */
function scriptsOfTasks(workspace: OpenWorkspace, tasks: readonly number[], unreadable: Set<number>): Map<number, string> {
  const versions = currentVersions(workspace.db, tasks);
  const scripts = new Map<number, string>();
  for (const task of tasks) {
    const version = versions.get(task);
    if (version === undefined) continue;
    try {
      const parsed = parseRecord(workspace.bytes(version));
      const script = 'record' in parsed ? scriptOf(parsed.record) : null;
      if (script !== null) scripts.set(task, script);
    } catch (error) {
      if (!(error instanceof AuditError && error.code === 'evidence-damaged')) throw error;
      unreadable.add(task);
    }
  }
  return scripts;
}

/** A task's script; of an agent what it was told to do. */
function scriptOf({ spec }: LineageRecord): string | null {
  const texts = [spec.script, spec.instruction, spec.goal, spec.promptTemplate].map(textOf).filter((one) => one !== null);
  return texts.length === 0 ? null : texts.join('\n');
}

/** How many tasks have a script that was read, and of how many the kept bytes are damaged. */
export function scriptCounts(workspace: OpenWorkspace): { total: number; unreadable: number } {
  const { blobs, unreadable } = scriptsAtHand(workspace) ?? { blobs: [], unreadable: 0 };
  return { total: blobs.reduce((sum, { ids }) => sum + ids.length, 0), unreadable };
}

/** Tasks whose script holds all texts of the query and none that is not to be there, within its qualifiers; null while the scripts are not read or no text is asked for. */
export function tasksByScript(workspace: OpenWorkspace, query: Query): Mask | null {
  const read = scriptsAtHand(workspace);
  const texts = textsOf(query);
  if (read === null || texts.length === 0) return null;
  const mask = withinQualifiers(workspace, query);
  const keep = (text: string, held: boolean) => {
    const holds = new Uint8Array(mask.length);
    for (const blob of read.blobs)
      scanBlob(blob, foldForBlob(workspace.masker.reveal(text)), { from: 0, to: blob.ids.length }, workspace.findBytes, (node) => {
        holds[node] = 1;
      });
    for (let node = 1; node < mask.length; node++) if ((holds[node] === 1) !== held) mask[node] = 0;
  };
  for (const text of texts) keep(text, true);
  for (const term of query.terms) if (term.is === 'text' && term.not) keep(term.text, false);
  return mask;
}

/** As hits of tasks, with the first line of the script that holds the text, secrets masked. */
export function scriptHits(workspace: OpenWorkspace, query: Query, nodes: readonly number[]): SearchHit[] {
  const scripts = scriptsOfTasks(workspace, nodes, new Set());
  const [text = ''] = textsOf(query);
  return nodes.flatMap((node) => {
    const script = scripts.get(node);
    return hitsOf(workspace, [node]).map((hit) => (script === undefined ? hit : { ...hit, detail: lineWith(workspace.masker, script, text) }));
  });
}

/** Masked before it is looked through again: a secret may be what was found. */
function lineWith(masker: Masker, script: string, text: string): string {
  const wanted = fold(text);
  const line = masker
    .text(script)
    .value.split('\n')
    .find((one) => fold(one).includes(wanted));
  if (line === undefined) return 'in the script; the place goes over several lines, or is masked as a secret';
  const at = Math.max(0, fold(line).indexOf(wanted) - shownLine / 2);
  return `${at > 0 ? '…' : ''}${line.slice(at, at + shownLine).trim()}`;
}
