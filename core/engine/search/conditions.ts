/** Which nodes a condition of a search holds for: each gives a mask, one byte a node. */
import { nodeByKey } from '../../index/queries/nodes';
import { nodesWithPrefix } from '../../index/queries/search';
import { nodesWithChecksumPrefix, nodesWithLabel, runsAtCommit, runsWithParameter, runsWithPlatformLabel, tasksInContainer } from '../../index/queries/search-values';
import { kindNumbers } from '../../index/schema';
import { keyOfLid, plainPath } from '../../record/lid';
import { searchKinds } from '../../search/qualifiers';
import type { Condition } from '../../search/query';
import { fold, foldForBlob, ranks, scanBlob } from '../../search/text-blob';
import type { OpenWorkspace } from '../context';
import { tagsOfNodes } from '../tags/of-nodes';
import { groupNumber, lateOf, type SearchTable, searchTable } from './table';
import { formsOf, searchValues } from './values';
import { bitOf, verdictBits } from './verdicts';

/** Ranks of what fits by something else than its names, after those of core/search/text-blob.ts. */
const byLabel = 8;
const byLid = 9;
/** Ranks are kept in bytes; this one is none. */
export const noRank = 255;
/** Hashes of which less is typed are no LIDs that somebody means. */
const leastPrefix = 3;

export type Mask = Uint8Array;

export interface RanksOfText {
  /** By node, `noRank` where it does not fit. */
  rank: Uint8Array;
  /** Every node that fits, each once; null where those are more than a fraction of all there is. */
  few: number[] | null;
}

/** Where fewer than one in so many nodes fits, those are gone through, and not all there are: of a million a pass takes milliseconds. */
export const walked = 16;

/** Names, paths, labels, and LIDs by their beginning. */
export function ranksOfText(workspace: OpenWorkspace, asked: string): RanksOfText {
  const text = workspace.masker.reveal(asked);
  const { size, names, unread } = searchTable(workspace);
  const found = new Uint8Array(size).fill(noRank);
  const most = size / walked;
  const few: number[] = [];
  const put = (node: number, rank: number) => {
    const known = found[node] ?? 0;
    if (rank >= known) return;
    if (known === noRank && few.length <= most) few.push(node);
    found[node] = rank;
  };
  const wanted = foldForBlob(text.startsWith('file:') ? plainPath(text) : text);
  if (!wanted.startsWith('lid://')) {
    scanBlob(names, wanted, { from: 0, to: names.ids.length }, workspace.findBytes, put);
    const { labels, platformLabels } = searchValues(workspace);
    const forms = formsOf(workspace, asked);
    const carried = (list: typeof labels) => list.filter(({ folded }) => forms.some((one) => folded.includes(one))).map(({ id }) => id);
    for (const node of nodesWithLabel(workspace.db, carried(labels), listsIn(searchTable(workspace)))) put(node, byLabel);
    for (const node of runsWithPlatformLabel(workspace.db, carried(platformLabels))) put(node, byLabel);
  }
  const key = keyTyped(text);
  if (key.length >= leastPrefix && !key.startsWith('/')) for (const node of nodesWithPrefix(workspace.db, key)) put(node, key.length >= 8 ? ranks.prefix : byLid);
  for (const { at, key: own } of unread) if (key.length >= leastPrefix && own.startsWith(key)) put(at, own === key ? ranks.exact : byLid);
  for (const node of exactKey(workspace, key)) put(node, ranks.exact);
  return { rank: found, few: few.length > most ? null : few };
}

/** Whether a node is a list of outputs. */
export function listsIn({ kind }: SearchTable): (node: number) => boolean {
  return (node) => kind[node] === kindNumbers.TaskOutput || kind[node] === kindNumbers.WorkflowOutput;
}

/** The values that a pair, which reads apart at its first equals sign, asks for under this name, as the name itself may hold such a sign; null: any value. */
function valuesUnder(name: string, asked: { name: string; value: string | null }): (string | null)[] {
  if (fold(name) === fold(asked.name)) return [asked.value];
  if (!name.includes('=') || asked.value === null) return [];
  const pair = `${asked.name}=${asked.value}`;
  if (fold(pair) === fold(name)) return [null];
  return fold(pair).startsWith(fold(`${name}=`)) ? [pair.slice(name.length + 1)] : [];
}

/** All that fits the condition; a term with a dash before it is turned round by the caller, within `speaksOf`. */
export function maskOf(workspace: OpenWorkspace, asked: Condition): Mask {
  const condition = revealed(workspace, asked);
  const table = searchTable(workspace);
  const mask = new Uint8Array(table.size);
  const { db } = workspace;
  switch (condition.is) {
    case 'text':
      return ranksOfText(workspace, 'text' in asked ? asked.text : condition.text).rank.map((rank) => (rank === noRank ? 0 : 1));
    case 'kind': {
      const kinds = new Set<number>(searchKinds[condition.kind].map((kind) => kindNumbers[kind]));
      // A run of which the history alone tells is a run all the same.
      const runs = condition.kind === 'run' ? groupNumber('runs') : -1;
      for (let node = 1; node < table.size; node++) mask[node] = kinds.has(table.kind[node] ?? 0) ? 1 : 0;
      for (let node = 1; node < table.size; node++) if (table.group[node] === runs) mask[node] = 1;
      if (condition.kind === 'unknown') for (const { at } of table.unread) mask[at] = 1;
      return mask;
    }
    case 'label': {
      const wanted = [...new Set([...('text' in asked ? formsOf(workspace, asked.text) : []), fold(workspace.facts.held(condition.text))])];
      const { labels, platformLabels } = searchValues(workspace);
      const isIt = ({ text, folded }: (typeof labels)[number]) =>
        wanted.some((one) => (condition.begins ? folded.startsWith(one) : folded === one)) || (!condition.begins && workspace.facts.isText(text, condition.text) === true);
      const carried = (list: typeof labels) => list.filter(isIt).map(({ id }) => id);
      mark(mask, nodesWithLabel(db, carried(labels), listsIn(table)));
      return mark(mask, runsWithPlatformLabel(db, carried(platformLabels)));
    }
    case 'tag': {
      const [name, value] = [fold(condition.name), condition.value === null ? null : fold(condition.value)];
      for (const [node, tags] of tagsOfNodes(workspace)) if (tags.some((tag) => tag.key === name && (value === null || fold(tag.value) === value))) mask[node] = 1;
      return mask;
    }
    case 'run':
      return ofRuns(workspace, mark(mask, runsCalled(workspace, condition.text)));
    case 'commit': {
      const wanted = fold(condition.text);
      const commits = searchValues(workspace).commits.filter(({ folded }) => folded.startsWith(wanted));
      return ofRuns(
        workspace,
        mark(
          mask,
          runsAtCommit(
            db,
            commits.map(({ id }) => id),
          ),
        ),
      );
    }
    case 'param': {
      const pairs = [condition, asked].flatMap((one) => (one.is === 'param' ? [one] : []));
      const isAsked = (json: string, value: string | null) => value === null || workspace.facts.isValue(json, value) === true;
      for (const { name, json } of searchValues(workspace).parameters)
        if (pairs.some((pair) => valuesUnder(name, pair).some((value) => isAsked(json, value)))) mark(mask, runsWithParameter(db, name, json));
      return ofRuns(workspace, mask);
    }
    case 'task':
      scanBlob(table.names, foldForBlob(condition.text), table.sections.tasks, workspace.findBytes, (node) => {
        mask[node] = 1;
      });
      return ofTasks(workspace, mask);
    case 'container': {
      const wanted = fold(condition.text);
      const containers = searchValues(workspace).containers.filter(({ folded }) => folded.includes(wanted));
      return ofTasks(
        workspace,
        mark(
          mask,
          tasksInContainer(
            db,
            containers.map(({ id }) => id),
          ),
        ),
      );
    }
    case 'path': {
      const wanted = foldForBlob(plainPath(condition.text));
      for (const section of [table.sections.files, table.sections.outside, table.sections['told-data']])
        scanBlob(table.names, wanted, { ...section, lastOnly: true }, workspace.findBytes, (node) => {
          mask[node] = 1;
        });
      return mask;
    }
    case 'checksum':
      return mark(mask, nodesWithChecksumPrefix(db, condition.text.toLowerCase()));
    case 'before': {
      const late = lateOf(table);
      for (let node = 1; node < table.size; node++) mask[node] = late(node) < condition.ms ? 1 : 0;
      return mask;
    }
    case 'after':
      for (let node = 1; node < table.size; node++) mask[node] = (table.early[node] ?? Number.NaN) >= condition.ms ? 1 : 0;
      return mask;
    case 'verdict': {
      const bits = verdictBits(workspace);
      const bit = bitOf(condition.verdict);
      for (let node = 1; node < table.size; node++) mask[node] = ((bits[node] ?? 0) & bit) === 0 ? 0 : 1;
      return mask;
    }
  }
}

/** The condition with the originals in the place of masks that were shown: most of what is looked through is held as it was recorded. */
function revealed({ masker }: OpenWorkspace, condition: Condition): Condition {
  if ('text' in condition) return { ...condition, text: masker.reveal(condition.text) };
  return 'value' in condition && condition.value !== null ? { ...condition, value: masker.reveal(condition.value) } : condition;
}

/** Whether a condition can be told of a node at all: what is no file has no verdict. Of times: evaluate.ts. */
export function speaksOf(workspace: OpenWorkspace, { is }: Condition): (node: number) => boolean {
  if (is === 'verdict') {
    const bits = verdictBits(workspace);
    return (node) => bits[node] !== 0;
  }
  return () => true;
}

/** Runs of that whole name, by their record or the history, or whose LID begins so. */
function runsCalled(workspace: OpenWorkspace, text: string): number[] {
  const { runs, group } = searchTable(workspace);
  const wanted = fold(text);
  const named = runs.filter(({ names }) => names.some((name) => fold(name) === wanted)).map(({ node }) => node);
  const key = keyTyped(text);
  const number = groupNumber('runs');
  const byKey = key.length >= leastPrefix ? nodesWithPrefix(workspace.db, key).filter((node) => group[node] === number) : [];
  return [...named, ...byKey];
}

/** These runs, and all that names one of them as its own. */
function ofRuns(workspace: OpenWorkspace, runs: Mask): Mask {
  const { run, size } = searchTable(workspace);
  const mask = runs.slice();
  for (let node = 1; node < size; node++) if (runs[run[node] ?? 0] === 1) mask[node] = 1;
  return mask;
}

/** These tasks, and the files and lists of outputs that they wrote, published copies among them. */
function ofTasks(workspace: OpenWorkspace, tasks: Mask): Mask {
  const { task, size } = searchTable(workspace);
  const mask = tasks.slice();
  for (let node = 1; node < size; node++) if (tasks[task[node] ?? 0] === 1) mask[node] = 1;
  return mask;
}

function mark(mask: Mask, nodes: Iterable<number>): Mask {
  for (const node of nodes) mask[node] = 1;
  return mask;
}

/** The key of what may be a LID; hashes are lower case in the store, so an upper-case one is found as well. */
function keyTyped(text: string): string {
  const typed = keyOfLid(text.replace(/^lid:\/\//i, 'lid://'));
  return /^[0-9a-f]{1,32}(?=$|[/#])/i.test(typed) ? typed.replace(/^[0-9a-f]+/i, (hash) => hash.toLowerCase()) : typed;
}

function exactKey(workspace: OpenWorkspace, key: string): number[] {
  const node = key === '' ? undefined : nodeByKey(workspace.db, key);
  return node === undefined ? [] : [node.id];
}
