/** The outputs of two runs side by side: matched by their name below the output folder, each pair judged by what is at hand. */
import { addTo } from '../../add-to';
import type { ContentAtHand, IgnoreRule, OutputCounts, OutputRow } from '../../contract/compare';
import type { OpenWorkspace } from '../../engine/context';
import { recordOf } from '../../engine/record-of';
import { type RunOutput, runOutputs } from '../../engine/runs/files';
import { valueAt } from '../../engine/runs/page';
import { nodesById } from '../../index/queries/nodes';
import type { IndexedRun } from '../../index/queries/runs';
import { atOnce } from '../../pause';
import type { Hash } from '../../ports';
import { lastPart } from '../../record/facts';
import { keyOfLid, plainPath } from '../../record/lid';
import { type FileSide, fileSides } from './content';
import { ignoredBy } from './ignore';
import { judgeFiles } from './judge-files';
import type { UnshownReason } from './vocabulary';

export interface OutputPair {
  row: OutputRow;
  left: FileSide | null;
  right: FileSide | null;
}

/** Which of the outputs of a run are looked at. */
type Only = (output: RunOutput) => boolean;

/** Sorted by name. */
export function* comparingOutputs(
  workspace: OpenWorkspace,
  runs: { left: IndexedRun; right: IndexedRun },
  rules: readonly IgnoreRule[],
  murmur3: () => Hash,
  only?: Only,
): Generator<void, OutputPair[]> {
  const left = yield* namingOutputs(workspace, runs.left, only);
  const right = yield* namingOutputs(workspace, runs.right, only);
  const tasks = nodesById(
    workspace.db,
    [...left.values(), ...right.values()].flat().flatMap(({ origin }) => (origin === null ? [] : [origin.task])),
  );
  const atHand = (side: FileSide | null): ContentAtHand | null => {
    if (side === null) return null;
    const { lid, recorded, check, first, origin } = side;
    const task = origin === null ? undefined : tasks.get(origin.task);
    return {
      lid,
      path: recorded.path,
      size: recorded.size,
      sha256: check?.sha256 ?? null,
      readAt: check?.sha256 == null ? null : check.at,
      firstSha256: first === null || first.origin === 'imported' ? null : first.sha256,
      madeBy: task === undefined ? null : { lid: task.lid, title: task.title },
    };
  };
  const pairs: OutputPair[] = [];
  for (const name of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    yield;
    const [a, b] = [left.get(name) ?? [], right.get(name) ?? []];
    const ignored = ignoredBy(name, rules);
    const isOfMany = a.length > 1 || b.length > 1;
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      const [one, other] = [a[i] ?? null, b[i] ?? null];
      const judged =
        one === null
          ? { status: 'only-right' as const, by: 'nothing' as const, detail: 'The first run has no output of this name.' }
          : other === null
            ? { status: 'only-left' as const, by: 'nothing' as const, detail: 'The second run has no output of this name.' }
            : isOfMany && one.node !== other.node
              ? { status: 'not-comparable' as const, by: 'nothing' as const, detail: 'Several outputs have this name, and nothing recorded tells which belongs to which.' }
              : judgeFiles(one, other, murmur3);
      pairs.push({ row: { name, left: atHand(one), right: atHand(other), unshown: null, ...judged, ignored }, left: one, right: other });
    }
  }
  return pairs;
}

/** A name: the key below the run, or the path below its output folder; elsewhere the name of the workflow output and of the file. */
export function namedOutputs(workspace: OpenWorkspace, run: IndexedRun, only?: Only): Map<string, FileSide[]> {
  return atOnce(namingOutputs(workspace, run, only));
}

const portion = 400;

function* namingOutputs(workspace: OpenWorkspace, run: IndexedRun, only: Only = () => true): Generator<void, Map<string, FileSide[]>> {
  const outputs = runOutputs(workspace, run).filter(only);
  const sides: FileSide[] = [];
  for (let from = 0; from < outputs.length; from += portion) {
    sides.push(...fileSides(workspace, outputs.slice(from, from + portion)));
    yield;
  }
  const folder = run.node < 0 ? null : valueAt(recordOf(workspace, run.node)?.spec ?? {}, 'metadata.outputDir');
  const base = typeof folder === 'string' ? plainPath(folder).replace(/\/+$/, '') : null;
  const named = new Map<string, FileSide[]>();
  sides.forEach((side, i) => {
    const key = side.lid === null ? '' : keyOfLid(side.lid);
    const path = side.recorded.path === null ? null : plainPath(side.recorded.path);
    const name = key.startsWith(`${run.key}/`)
      ? key.slice(run.key.length + 1)
      : base !== null && path?.startsWith(`${base}/`)
        ? path.slice(base.length + 1)
        : `${outputs[i]?.output ?? ''}: ${lastPart(path ?? key)}`;
    addTo(named, name, side);
  });
  return named;
}

/** `indexFiles`: of those that differ. */
export function countOutputs(rows: readonly OutputRow[], indexFiles: number): OutputCounts {
  const counted = rows.filter(({ ignored }) => ignored === null);
  const of = (status: OutputRow['status']) => counted.filter((row) => row.status === status).length;
  const byContent = counted.filter(({ status, by }) => (status === 'identical' || status === 'different') && by !== 'recorded-size').length;
  const unshown = new Map<UnshownReason, number>();
  for (const row of counted) if (row.status === 'identical' && row.unshown !== null) unshown.set(row.unshown, (unshown.get(row.unshown) ?? 0) + 1);
  return {
    total: counted.length,
    identical: of('identical'),
    metadataOnly: of('metadata-only'),
    different: of('different'),
    indexFiles,
    notComparable: of('not-comparable'),
    onlyLeft: of('only-left'),
    onlyRight: of('only-right'),
    ignored: rows.length - counted.length,
    byContent,
    identicalByUs: counted.filter(({ status, by }) => status === 'identical' && by === 'baseline').length,
    unshown: Object.fromEntries(unshown),
  };
}
