/** What is reached now by what is known to be wrong, since when, and the last run of each pipeline that it did not reach. */
import { addTo } from '../../add-to';
import type { Incident } from '../../contract/overview';
import { findingKinds } from '../../findings/kinds';
import { type ImpactFacts, roles } from '../../graph/impact/facts';
import type { Reach, ReachFrom } from '../../graph/impact/reach';
import { doubtReasons, doubtWords } from '../../graph/impact/reasons';
import { nodesById } from '../../index/queries/nodes';
import { nodesOfKeys } from '../../index/queries/references';
import { syncResults } from '../../index/queries/syncs';
import { kindNumbers } from '../../index/schema';
import { gathered, type Listed, partCounts } from '../../overview/counted';
import type { Ports } from '../../ports';
import { instantOf } from '../../record/instant';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { allFindings } from '../findings/all';
import { reachIn, stateOf } from '../impact/answer';
import { copiedFrom } from '../impact/copied-from';
import { factsOf } from '../impact/facts';
import { begin } from '../impact/starts';
import { allIndexedRuns } from '../runs/indexed';
import { fromRecords } from './from-records';
import { partWords } from './measures';
import { findingText } from './more-lists';
import { checkedText, judgedNodes, outputCounts } from './outputs';

interface Reached {
  answer: Omit<Incident, 'lagSeconds'>;
  sources: readonly Listed[];
  reached: readonly Listed[];
  unknown: readonly Listed[];
}

export function incidentIn(ports: Ports, workspace: OpenWorkspace): Reached {
  return workspace.cached('overview incident', () => {
    const known = knownIn(ports, workspace);
    return hasSources(ports, workspace) ? reachedFrom(workspace, known) : nothingReached(workspace, known);
  });
}

type Known = ReturnType<typeof sourcesOf>;
const knownIn = (ports: Ports, workspace: OpenWorkspace): Known => workspace.cached('overview incident sources', () => sourcesOf(ports, workspace));

/** Whether anything is known to be wrong that may reach something: only then it is told by going along links. */
export const hasSources = (ports: Ports, workspace: OpenWorkspace): boolean => knownIn(ports, workspace).sources.some(({ node }) => node !== null);

function nothingReached(workspace: OpenWorkspace, known: Known): Reached {
  return { answer: answerOf(workspace, known, 0, { reached: none(), unknown: none() }, { count: 0, first: [] }, []), sources: known.sources, reached: [], unknown: [] };
}

function reachedFrom(workspace: OpenWorkspace, known: Known): Reached {
  const facts = factsOf(workspace);
  const { sources } = known;
  const nodes = new Set(sources.flatMap(({ node }) => (node === null ? [] : [facts.graph.at(node)])).filter((node) => node >= 0));
  const from = beginOf(workspace, facts, nodes);
  const found = reachIn(workspace, facts, from);
  const counts = { reached: none(), unknown: none(), unaffected: none() };
  const reached: (Listed & { steps: number })[] = [];
  const unknown: Listed[] = [];
  for (let node = 0; node < facts.graph.count; node++) {
    const role = facts.role[node] ?? 0;
    if (role !== roles.run && role !== roles.task && role !== roles.file) continue;
    const state = nodes.size === 0 ? 'unaffected' : stateOf(found, node);
    const one = counts[state];
    if (role === roles.run) one.runs++;
    if (role === roles.task) one.tasks++;
    if (role === roles.file) one.files++;
    if (facts.published[node] === 1) one.published++;
    if (state === 'unaffected') continue;
    const part = role === roles.run ? 'run' : role === roles.task ? 'task-run' : facts.published[node] === 1 ? 'published-file' : 'file';
    if (state === 'unknown') {
      const why = doubtReasons[(found.reason[node] ?? 0) - 1];
      unknown.push({ node: facts.graph.ids[node] ?? null, name: '', part, detail: why === undefined ? '' : doubtWords[why].short });
      continue;
    }
    const steps = found.distance[node] ?? 0;
    reached.push({
      node: facts.graph.ids[node] ?? null,
      name: '',
      part,
      detail: steps === 0 ? (nodes.has(node) ? 'is one of them' : 'one of them is its own') : `${steps} step${steps === 1 ? '' : 's'} away`,
      steps,
    });
  }
  const order = ['run', 'published-file', 'file', 'task-run'];
  unknown.sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part) || (a.node ?? 0) - (b.node ?? 0));
  reached.sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part) || a.steps - b.steps || (a.node ?? 0) - (b.node ?? 0));
  return {
    answer: answerOf(workspace, known, nodes.size, counts, copiedFrom(workspace, facts, from.starts, found), nodes.size === 0 ? [] : rollbackOf(workspace, found)),
    sources,
    reached,
    unknown,
  };
}

function answerOf(
  workspace: OpenWorkspace,
  { sources, since, withoutPlace }: Known,
  sourceCount: number,
  { reached, unknown }: Pick<Incident, 'reached' | 'unknown'>,
  copied: Incident['copiedFrom'],
  rollback: Incident['rollback'],
): Reached['answer'] {
  return {
    sources: partCounts(sources).map(({ part, count }) => ({ part, count, words: partWords(part) })),
    sourceCount,
    checked: checkedOf(workspace),
    wholeSync: syncResults(workspace.db).find(({ complete }) => complete)?.finishedAt ?? null,
    withoutPlace,
    since,
    reached,
    unknown,
    of: fromRecords(workspace).counts.of,
    copiedFrom: copied,
    rollback,
  };
}

const none = () => ({ runs: 0, tasks: 0, files: 0, published: 0 });

function checkedOf(workspace: OpenWorkspace): Incident['checked'] {
  const { total, byVerdict } = outputCounts(workspace);
  return { published: total - (byVerdict['not-checked'] ?? 0), of: total };
}

/** As the impact of each of them begins: a file or task as it is, an outside file also at what is recorded of its path, an #output record at its task or run. */
function beginOf(workspace: OpenWorkspace, facts: ImpactFacts, nodes: ReadonlySet<number>): ReachFrom {
  const { graph, role } = facts;
  const from: { starts: ReachFrom['starts'][number][]; doubts: NonNullable<ReachFrom['doubts']>[number][] } = { starts: [], doubts: [] };
  for (const node of nodes) {
    const isPlain = graph.kinds[node] !== kindNumbers.External && role[node] !== roles.none;
    const row = isPlain
      ? undefined
      : nodesById(workspace.db, [graph.ids[node] ?? -1])
          .values()
          .next().value;
    if (row === undefined) from.starts.push([node, 0]);
    else {
      const begun = begin(workspace, facts, row.kind === 'External' ? { by: 'path', path: row.lid } : { by: 'lid', lid: row.lid }).from;
      from.starts.push(...begun.starts);
      from.doubts.push(...begun.doubts);
    }
  }
  return from;
}

/** Files whose newest check says mismatch or changed, and what open grave findings speak of: each once, with all that is wrong with it. */
function sourcesOf(ports: Ports, workspace: OpenWorkspace): { sources: Listed[]; since: string | null; withoutPlace: number } {
  const { add, lines } = gathered();
  const times: string[] = [];
  for (const [node, { verdict, changed, at, stale }] of judgedNodes(workspace)) {
    if (verdict !== 'mismatch' && !changed) continue;
    const detail = checkedText({ at, stale });
    if (changed) add(node, 'changed-bytes', detail);
    if (verdict === 'mismatch') add(node, 'mismatched', detail);
    if (at !== '') times.push(at);
  }
  const grave = allFindings(ports, workspace).filter(({ type, acknowledged, holds }) => findingKinds[type].grave && acknowledged === null && holds);
  const nodes = nodesOfKeys(
    workspace.db,
    grave.flatMap(({ lid }) => (lid === null ? [] : [keyOfLid(lid)])),
  );
  const without: Listed[] = [];
  for (const { lid, key, type, detail, at } of grave) {
    const node = lid === null ? undefined : nodes.get(keyOfLid(lid));
    const words = findingText(findingKinds[type].short, detail);
    if (node === undefined) without.push({ node: null, name: key, part: 'no-place', detail: words });
    else add(node, 'finding', words);
    if (at !== null) times.push(at);
  }
  return { sources: [...lines(), ...without], since: times.sort()[0] ?? null, withoutPlace: without.length };
}

/** For each pipeline of which a run was reached. */
function rollbackOf(workspace: OpenWorkspace, found: Reach): Incident['rollback'] {
  const { graph } = factsOf(workspace);
  const pipelines = new Map<string | null, { run: ReturnType<typeof allIndexedRuns>[number]; state: ReturnType<typeof stateOf>; ms: number }[]>();
  for (const run of allIndexedRuns(workspace)) {
    const node = graph.at(run.node);
    if (node < 0) continue;
    const pipeline = run.record?.pipeline ?? run.record?.repository ?? null;
    const ms = instantOf(run.record?.start ?? run.history?.time ?? null);
    addTo(pipelines, pipeline, { run, state: stateOf(found, node), ms });
  }
  return [...pipelines].flatMap(([pipeline, runs]) => {
    const reached = runs.filter(({ state }) => state === 'reached');
    if (reached.length === 0) return [];
    const free = runs.filter(({ state }) => state === 'unaffected');
    const hasTime = ({ ms }: { ms: number }) => Math.abs(ms) <= 8.64e15;
    const dated = free.filter(hasTime).sort((a, b) => b.ms - a.ms);
    // Runs of which no pipeline is recorded need not be of one: none of them can stand in for another.
    const last = pipeline === null ? undefined : dated[0];
    const newest = Math.max(...reached.filter(hasTime).map(({ ms }) => ms));
    const title = last && (nodesById(workspace.db, [last.run.node]).get(last.run.node)?.title ?? '');
    const commit = last?.run.record?.commit ?? null;
    return [
      {
        pipeline,
        run: last === undefined ? null : { lid: lidOfKey(last.run.key), title: last.run.record?.name ?? last.run.history?.name ?? title ?? '' },
        start: last === undefined ? null : new Date(last.ms).toISOString(),
        commit,
        after: last !== undefined && reached.every(hasTime) && last.ms > newest,
        sameCommit: commit !== null && reached.some(({ run }) => run.record?.commit === commit),
        reached: reached.length,
        unknown: runs.filter(({ state }) => state === 'unknown').length,
        runs: runs.length,
        undated: pipeline === null ? 0 : free.length - dated.length,
      },
    ];
  });
}
