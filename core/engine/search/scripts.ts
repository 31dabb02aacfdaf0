/** The scripts of tasks as their records hold them: read once by a job, then scanned like names. Files of the pipeline's code are recorded by checksum alone, so there is no text of theirs. */

import type { SearchHit } from '../../contract/search';
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { currentVersions } from '../../index/queries/objects';
import { pause } from '../../pause';
import { type LineageRecord, parseRecord } from '../../record/envelope';
import { textOf } from '../../record/json';
import type { Masker } from '../../redact/masker';
import type { Query } from '../../search/query';
import { createBlob, fold, foldForBlob, scanBlob, type TextBlob } from '../../search/text-blob';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import type { Mask } from './conditions';
import { textsOf, withinQualifiers } from './evaluate';
import { hitsOf } from './hits';
import { groupNumber, searchTable } from './table';

/** Tasks read between two breaths. */
const portion = 500;
/** Characters that one text may grow to: an engine cannot hold one of half a thousand million. */
const longest = 1 << 25;
const shownLine = 200;

interface Scripts {
  /** Null until they were read. */
  blobs: TextBlob[] | null;
  /** Tasks whose kept bytes are damaged. */
  unreadable: number;
}

function scriptsOf(workspace: OpenWorkspace): Scripts {
  return byRecords(workspace, 'search scripts', (): Scripts => ({ blobs: null, unreadable: 0 }));
}

export function scriptsAreRead(workspace: OpenWorkspace): boolean {
  return scriptsOf(workspace).blobs !== null;
}

/** Reads the script of every task, unless they are read already. Throws the signal's reason. */
export async function* readScripts(workspace: OpenWorkspace, signal: AbortSignal): AsyncGenerator<Progress> {
  const scripts = scriptsOf(workspace);
  if (scripts.blobs !== null) return;
  const { group, size } = searchTable(workspace);
  const tasks: number[] = [];
  for (let node = 1; node < size; node++) if (group[node] === groupNumber('tasks')) tasks.push(node);
  const blobs: TextBlob[] = [];
  const unreadable = new Set<number>();
  let blob = createBlob();
  let length = 0;
  for (let at = 0; at < tasks.length; at += portion) {
    yield* pause({ phase: 'reading scripts', done: at, total: tasks.length }, signal);
    for (const [node, script] of scriptsOfTasks(workspace, tasks.slice(at, at + portion), unreadable)) {
      blob.add(node, [script]);
      length += script.length;
      if (length < longest) continue;
      blobs.push(blob.done());
      blob = createBlob();
      length = 0;
    }
  }
  scripts.blobs = [...blobs, blob.done()];
  scripts.unreadable = unreadable.size;
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
  const { blobs, unreadable } = scriptsOf(workspace);
  return { total: (blobs ?? []).reduce((sum, { ids }) => sum + ids.length, 0), unreadable };
}

/** Tasks whose script holds all texts of the query and none that is not to be there, within its qualifiers; null while the scripts are not read or no text is asked for. */
export function tasksByScript(workspace: OpenWorkspace, query: Query): Mask | null {
  const { blobs } = scriptsOf(workspace);
  const texts = textsOf(query);
  if (blobs === null || texts.length === 0) return null;
  const mask = withinQualifiers(workspace, query);
  const keep = (text: string, held: boolean) => {
    const holds = new Uint8Array(mask.length);
    for (const blob of blobs)
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
