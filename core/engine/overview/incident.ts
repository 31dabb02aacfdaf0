/** What is reached now by what is known to be wrong, since when, and the last run of each pipeline that it did not reach. */
import { addTo } from '../../add-to';
import type { Incident } from '../../contract/overview';
import { findingKinds } from '../../findings/kinds';
import { roles } from '../../graph/impact/facts';
import { type Reach, reach } from '../../graph/impact/reach';
import { nodesById } from '../../index/queries/nodes';
import { nodesOfKeys } from '../../index/queries/references';
import { type Listed, partCounts } from '../../overview/counted';
import type { Ports } from '../../ports';
import { instantOf } from '../../record/instant';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { allFindings } from '../findings/all';
import { stateOf } from '../impact/answer';
import { factsOf } from '../impact/facts';
import { runsIn } from './counts';
import { partWords } from './measures';
import { judgedNodes } from './outputs';

interface Reached {
  answer: Omit<Incident, 'lagSeconds'>;
  sources: readonly Listed[];
  reached: readonly Listed[];
}

export function incidentIn(ports: Ports, workspace: OpenWorkspace): Reached {
  return workspace.cached('overview incident', () => {
    const facts = factsOf(workspace);
    const { sources, since, withoutPlace } = sourcesOf(ports, workspace);
    const nodes = new Set(sources.flatMap(({ node }) => (node === null ? [] : [facts.graph.at(node)])).filter((node) => node >= 0));
    const found = reach(facts, { starts: [...nodes].map((node) => [node, 0] as const) });
    const counts = { reached: none(), unknown: none(), unaffected: none(), of: none() };
    const reached: (Listed & { steps: number })[] = [];
    for (let node = 0; node < facts.graph.count; node++) {
      const role = facts.role[node] ?? 0;
      if (role !== roles.run && role !== roles.task && role !== roles.file) continue;
      const state = nodes.size === 0 ? 'unaffected' : stateOf(found, node);
      for (const one of [counts[state], counts.of]) {
        if (role === roles.run) one.runs++;
        if (role === roles.task) one.tasks++;
        if (role === roles.file) one.files++;
        if (facts.published[node] === 1) one.published++;
      }
      if (state !== 'reached') continue;
      const part = role === roles.run ? 'run' : role === roles.task ? 'task-run' : facts.published[node] === 1 ? 'published-file' : 'file';
      const steps = found.distance[node] ?? 0;
      reached.push({ node: facts.graph.ids[node] ?? null, name: '', part, detail: steps === 0 ? 'is one of them' : `${steps} step${steps === 1 ? '' : 's'} away`, steps });
    }
    const order = ['run', 'published-file', 'file', 'task-run'];
    reached.sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part) || a.steps - b.steps || (a.node ?? 0) - (b.node ?? 0));
    return {
      answer: {
        sources: partCounts(sources).map(({ part, count }) => ({ part, count, words: partWords(part) })),
        sourceCount: nodes.size,
        withoutPlace,
        since,
        reached: counts.reached,
        unknown: counts.unknown,
        of: counts.of,
        rollback: nodes.size === 0 ? [] : rollbackOf(workspace, found),
      },
      sources,
      reached,
    };
  });
}

const none = () => ({ runs: 0, tasks: 0, files: 0, published: 0 });

/** Files whose newest check says mismatch or changed, and what open grave findings speak of. */
function sourcesOf(ports: Ports, workspace: OpenWorkspace): { sources: Listed[]; since: string | null; withoutPlace: number } {
  const sources: Listed[] = [];
  const times: string[] = [];
  for (const [node, { verdict, changed, at, stale }] of judgedNodes(workspace)) {
    if (verdict !== 'mismatch' && !changed) continue;
    sources.push({ node, name: '', part: changed ? 'changed-bytes' : 'mismatched', detail: `checked ${at}${stale ? ', before its record changed' : ''}` });
    if (at !== '') times.push(at);
  }
  const grave = allFindings(ports, workspace).filter(({ type, acknowledged, holds }) => findingKinds[type].grave && acknowledged === null && holds);
  const nodes = nodesOfKeys(
    workspace.db,
    grave.flatMap(({ lid }) => (lid === null ? [] : [keyOfLid(lid)])),
  );
  let withoutPlace = 0;
  for (const { lid, type, detail, at } of grave) {
    const node = lid === null ? undefined : nodes.get(keyOfLid(lid));
    if (node === undefined) {
      withoutPlace++;
      continue;
    }
    sources.push({ node, name: '', part: 'finding', detail: `${findingKinds[type].short}: ${detail}` });
    if (at !== null) times.push(at);
  }
  return { sources, since: times.sort()[0] ?? null, withoutPlace };
}

/** For each pipeline of which a run was reached. */
function rollbackOf(workspace: OpenWorkspace, found: Reach): Incident['rollback'] {
  const { graph } = factsOf(workspace);
  const pipelines = new Map<string | null, { run: ReturnType<typeof runsIn>[number]; state: ReturnType<typeof stateOf>; ms: number }[]>();
  for (const run of runsIn(workspace)) {
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
    const dated = free.filter(({ ms }) => Math.abs(ms) <= 8.64e15).sort((a, b) => b.ms - a.ms);
    const last = dated[0];
    const title = last && (nodesById(workspace.db, [last.run.node]).get(last.run.node)?.title ?? '');
    const commit = last?.run.record?.commit ?? null;
    return [
      {
        pipeline,
        run: last === undefined ? null : { lid: lidOfKey(last.run.key), title: last.run.record?.name ?? last.run.history?.name ?? title ?? '' },
        start: last === undefined ? null : new Date(last.ms).toISOString(),
        commit,
        sameCommit: commit !== null && reached.some(({ run }) => run.record?.commit === commit),
        reached: reached.length,
        unknown: runs.filter(({ state }) => state === 'unknown').length,
        runs: runs.length,
        undated: free.length - dated.length,
      },
    ];
  });
}
