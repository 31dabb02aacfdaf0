/** Columns by which lists of an impact are sorted and filtered, each read alone: of 150,000 files nothing else is. */
import type { ImpactRow, impactColumns } from '../../contract/impact';
import { kindText } from '../../graph/impact/kind-text';
import { doubtReasons, doubtWords } from '../../graph/impact/reasons';
import { textsById } from '../../index/queries/impact';
import { kindOfNumber, labelsOfNodes, namesById } from '../../index/queries/nodes';
import { runNames } from '../../index/queries/runs';
import type { OpenWorkspace } from '../context';
import type { ColumnsRead, LazyList } from '../pages';
import { type Impact, kindAs } from './answer';
import type { Holds } from './list';

type Column = (typeof impactColumns)[number];

/** What a person sorts and filters by, as it stands in the table. */
const ofRow: Record<Column, (row: ImpactRow) => string | number | null> = {
  distance: (row) => row.distance,
  kind: kindText,
  title: (row) => row.title,
  run: (row) => row.run?.title ?? null,
  labels: (row) => row.labels.join(' '),
  lid: (row) => row.lid,
  checksum: (row) => row.checksum,
  why: (row) => row.reason && doubtWords[row.reason.code].short,
  at: (row) => row.reason?.at?.title ?? null,
  published: (row) => row.holds?.published ?? null,
  files: (row) => row.holds?.files ?? null,
  tasks: (row) => row.holds?.tasks ?? null,
};

/** Of a list of these nodes, and of rows behind them that are here already. */
export function columnOf(workspace: OpenWorkspace, impact: Impact, nodes: Int32Array, holds: Holds | null, rows: readonly ImpactRow[]): LazyList<ImpactRow, Column>['column'] {
  const ofNodes = columnsOfNodes(workspace, impact, nodes, holds);
  return (id) => [...ofNodes[id](), ...rows.map(ofRow[id])];
}

function columnsOfNodes(workspace: OpenWorkspace, { facts, found }: Impact, nodes: Int32Array, holds: Holds | null): ColumnsRead<Column> {
  const { db } = workspace;
  const { graph, role, runOf, published, checksum } = facts;
  const idOf = (node: number | undefined) => graph.ids[node ?? -1] ?? -1;
  const each = <T>(of: (node: number) => T): T[] => Array.from(nodes, of);
  /** Of nodes named by those in the list, a few as a rule. */
  const titles = (of: (node: number) => number | undefined) => {
    const ids = each((node) => idOf(of(node)));
    const [names, runs] = [namesById(db, new Set(ids)), runNames(db)];
    return ids.map((id) => (names.has(id) ? (runs.get(id) ?? names.get(id)?.title ?? null) : null));
  };
  let known: ReturnType<typeof namesById> | null = null;
  const names = () => {
    known ??= namesById(db, each(idOf));
    return known;
  };
  const isReached = (node: number) => (found.distance[node] ?? -1) >= 0;
  const reason = (node: number) => (isReached(node) ? undefined : doubtReasons[(found.reason[node] ?? 0) - 1]);
  return {
    distance: () => each((node) => (isReached(node) ? (found.distance[node] ?? null) : null)),
    kind: () => each((node) => kindText({ published: published[node] === 1, as: kindAs(role[node] ?? 0) ?? 'other', kind: kindOfNumber(graph.kinds[node] ?? 0) })),
    title() {
      const runs = runNames(db);
      return each((node) => runs.get(idOf(node)) ?? names().get(idOf(node))?.title ?? '');
    },
    run: () => titles((node) => runOf[node]),
    labels() {
      const labels = labelsOfNodes(db, each(idOf));
      return workspace.masker.texts(each((node) => labels.get(idOf(node)) ?? [])).map((some) => some.join(' '));
    },
    lid: () => each((node) => names().get(idOf(node))?.lid ?? ''),
    checksum() {
      const texts = textsById(db, new Set(each((node) => checksum[node] ?? 0)));
      return each((node) => texts.get(checksum[node] ?? 0) ?? null);
    },
    why: () =>
      each((node) => {
        const code = reason(node);
        return code === undefined ? null : doubtWords[code].short;
      }),
    at: () => titles((node) => (reason(node) === undefined ? undefined : found.at[node])),
    published: () => each((node) => holds?.get(node)?.published ?? null),
    files: () => each((node) => holds?.get(node)?.files ?? null),
    tasks: () => each((node) => holds?.get(node)?.tasks ?? null),
  };
}
