/** Gathers the scope of an export out of the index and the raw records of runs, in turns, and masks its secrets. */
import type { FileCheck, Progress } from '../../contract/shared';
import { addPart, type LinkColumns, noRecords, type ScopePart, type ScopeRest, wholeScope } from '../../export/flat-scope';
import type { ExportCheck, ExportFile, ExportScope, ExportTask, Relation } from '../../export/scope';
import { forEachLink, isInferred } from '../../graph/adjacency';
import { isTask, tasksAmong } from '../../graph/effective';
import { toldUpstream } from '../../graph/told-around';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import { indexedFiles, usesOfOutside } from '../../index/queries/files';
import { kindOfNumber, labelsOfNodes, type NodeRow, namesById, runsOfNodes } from '../../index/queries/nodes';
import { indexedTasks } from '../../index/queries/tasks';
import { relationNumbers } from '../../index/schema';
import { inTurns } from '../../pause';
import { lastPart, splitTaskName } from '../../record/facts';
import { lidOfKey, plainPath } from '../../record/lid';
import { type CountingMasker, countingMasker } from '../../redact/count';
import { secretsIn } from '../../redact/find';
import { storeText } from '../../store/location';
import { splitName } from '../../time/name';
import type { OpenWorkspace } from '../context';
import { coverageIn } from '../coverage';
import { recordsOf } from '../record-of';
import { pinnedBy } from '../runs/environment';
import { type Chosen, choose } from './nodes';
import { gatherRuns } from './runs';

/** Records that are read out of the index at a time. */
const portion = 2000;

const relationNames = new Map<number, Relation>(Object.entries(relationNumbers).map(([name, number]) => [number, name as Relation]));

type Making = Pick<ExportScope['about'], 'at' | 'by' | 'product' | 'version'>;

/** `signal` stops it. */
type Asked = [workspace: OpenWorkspace, kind: ExportScope['of']['kind'], lids: readonly string[], making: Making, signal: AbortSignal];

/** Throws `not-found`, naming what is not there. */
export async function* gatherScope(...asked: Asked): AsyncGenerator<Progress, ExportScope> {
  const records = noRecords();
  return wholeScope(records, yield* gatherParts((part) => addPart(records, part), ...asked));
}

/** The same, its records handed over as they are gathered, so that nobody has to hold all of them. */
export async function* gatherParts(take: (part: ScopePart) => void, ...[workspace, kind, lids, making, signal]: Asked): AsyncGenerator<Progress, ScopeRest> {
  const chosen = yield* choose(workspace, lids, signal);
  return yield* inTurns('gathering the facts', partsOf(take, workspace, kind, lids, making, chosen), signal);
}

function* partsOf(
  take: (part: ScopePart) => void,
  workspace: OpenWorkspace,
  kind: ExportScope['of']['kind'],
  lids: readonly string[],
  making: Making,
  chosen: Chosen,
): Generator<void, ScopeRest> {
  const masker = countingMasker(workspace.masker, secretsOf(workspace, chosen));
  const shown = workspace.masker.texts;
  const { graph } = chosen;
  const { workspace: name, at } = splitName(workspace.name);
  const coverage = coverageIn(workspace).sentence;
  const about: ExportScope['about'] = {
    workspace: name,
    asOf: at,
    store: masker.text(storeText(workspace.settings.store)),
    ...(coverage === null ? {} : { coverage }),
    ...making,
  };
  const numbers = [...chosen.nodes].sort((a, b) => a - b);
  const ids = new Map<number, string>();
  const paths = new Set<string>();
  /** Of the records handed over: what is asked of them afterwards. */
  const fileIds = new Set<string>();
  const named = new Set<string>();
  let title: string | null = null;
  function hand(part: ScopePart): void {
    const { files, tasks } = part;
    for (const { id } of chosen.paths.length === 0 ? [] : files) fileIds.add(id);
    for (const { run } of [...tasks, ...files]) if (run !== null) named.add(run);
    if (lids.length === 1) title ??= [...files, ...tasks].find(({ id }) => id === lids[0])?.name ?? null;
    take(shown(part));
  }
  for (let from = 0; from < numbers.length; from += portion) {
    const part = noRecords();
    addNodes(workspace, part, chosen, { numbers: numbers.slice(from, from + portion), ids, paths }, masker);
    hand(part);
    yield;
  }
  const outside = noRecords();
  for (const { path, output } of chosen.paths) if (path !== undefined && !fileIds.has(path)) outside.files.push({ ...outsideFile(masker.text(path)), published: true, output });
  hand(outside);
  const links = yield* linksAmong(graph, numbers, ids, shown);
  const runs = gatherRuns(workspace, named, chosen.asked, masker);
  const of = { kind, ids: lids.map((lid) => lid), title: titleOf(lids, runs, title) };
  return { ...shown({ about, of, runs, told: toldUpstream(graph, [...chosen.nodes]).length, masked: masker.count() }), links };
}

/** Those between what has an id, by who names the other end. */
function* linksAmong(graph: Chosen['graph'], numbers: readonly number[], ids: ReadonlyMap<number, string>, shown: (text: string) => string): Generator<void, LinkColumns> {
  const shownIds: string[] = [];
  const places = new Map<number, number>();
  for (const [number, id] of ids) places.set(number, shownIds.push(shown(id)) - 1);
  const kinds: LinkColumns['kinds'][number][] = [];
  const kindOf = new Map<number, number>();
  for (const [relation, name] of relationNames) kindOf.set(relation, kinds.push({ relation: shown(name) as Relation, inferred: isInferred(relation) }) - 1);
  const from: number[] = [];
  const to: number[] = [];
  const kind: number[] = [];
  for (const [at, number] of numbers.entries()) {
    const below = places.get(number);
    if (below !== undefined)
      forEachLink(graph.up, number, (neighbour, relation) => {
        const [above, named] = [places.get(neighbour), kindOf.get(relation)];
        if (above === undefined || named === undefined) return;
        from.push(above);
        to.push(below);
        kind.push(named);
      });
    if (at % portion === 0) yield;
  }
  return { ids: shownIds, kinds, from: Uint32Array.from(from), to: Uint32Array.from(to), kind: Uint8Array.from(kind) };
}

/** Secrets in the records of the runs that were asked for: paths may hold copies of them. */
function secretsOf(workspace: OpenWorkspace, { asked }: Chosen): string[] {
  const records = recordsOf(
    workspace,
    asked.flatMap(({ node }) => (node < 0 ? [] : [node])),
  );
  return [...records.values()].flatMap(({ spec }) => [...secretsIn(spec, false)].map(({ secret }) => secret));
}

/** Adds what these numbers of the graph stand for, and under which id they stand there. `paths`: ids of outside files so far. */
function addNodes(
  workspace: OpenWorkspace,
  part: ScopePart,
  { graph, published }: Chosen,
  { numbers, ids, paths }: { numbers: readonly number[]; ids: Map<number, string>; paths: Set<string> },
  masker: CountingMasker,
): void {
  const { db } = workspace;
  const idOf = (number: number) => graph.ids[number] ?? -1;
  const names = namesById(db, numbers.map(idOf));
  const rows = new Map(
    numbers.flatMap((number) => {
      const name = names.get(idOf(number));
      return name === undefined ? [] : [[idOf(number), { ...name, kind: kindOfNumber(graph.kinds[number] ?? 0) }] as const];
    }),
  );
  const isFile = (number: number) => !isTaskLike(number) && graph.isRun[number] === 0;
  const taskLike = new Set(tasksAmong(graph, numbers));
  function isTaskLike(number: number): boolean {
    return isTask(graph, number) || taskLike.has(number);
  }
  const tasks = indexedTasks(db, numbers.filter(isTaskLike).map(idOf));
  const fileIds = numbers.filter(isFile).map(idOf);
  const files = indexedFiles(db, fileIds);
  const labels = labelsOfNodes(db, fileIds);
  const checks = checksOfNodes(db, fileIds);
  const runs = runsOfNodes(db, fileIds);
  const outside = recordedOutside(
    workspace,
    graph,
    numbers.filter((number) => rows.get(idOf(number))?.kind === 'External'),
  );
  for (const number of numbers) {
    const id = idOf(number);
    const row = rows.get(id);
    if (row === undefined) continue;
    ids.set(number, row.kind === 'External' ? unlike(masker.text(row.lid), paths) : row.lid);
    if (graph.isRun[number] === 1) continue;
    if (isTaskLike(number)) part.tasks.push(taskOf(row, tasks.get(id), masker));
    else if (row.kind === 'External') part.files.push({ ...outsideFile(ids.get(number) ?? ''), ...outside.get(id), check: checkOf(newestCheck(checks.get(id)), masker) });
    else if (row.kind === 'FileOutput' || (row.kind === 'Missing' && row.lid.slice('lid://'.length).includes('/'))) {
      const file = files.get(id);
      const output = published.get(number);
      part.files.push({
        id: row.lid,
        kind: row.kind,
        name: masker.text(file?.name ?? row.title),
        path: file?.path == null ? null : masker.text(plainPath(file.path)),
        size: file?.size ?? null,
        createdAt: file?.created ?? null,
        labels: (labels.get(id) ?? []).map(masker.text),
        recorded: file?.checksum ?? null,
        otherContents: 0,
        run: runs.get(id) ?? null,
        published: output !== undefined,
        output: output?.output ?? null,
        check: checkOf(newestCheck(checks.get(id)), masker),
      });
    } else part.others.push({ id: row.lid, kind: row.kind, title: masker.text(row.title) });
  }
}

/** The checksums recorded for outside files, by the tasks and runs that read them. */
function recordedOutside(workspace: OpenWorkspace, graph: Chosen['graph'], numbers: readonly number[]): Map<number, Pick<ExportFile, 'recorded' | 'otherContents'>> {
  const wanted = new Set(numbers.map((number) => graph.ids[number] ?? -1));
  const users = new Set<number>();
  for (const number of numbers) forEachLink(graph.down, number, (user) => users.add(graph.ids[user] ?? -1));
  const found = new Map<number, Map<string, ExportFile['recorded']>>();
  for (const { node, user, checksum } of usesOfOutside(workspace.db, wanted)) {
    if (!users.has(user) || checksum === null) continue;
    const known = found.get(node) ?? new Map();
    known.set(checksum.value, checksum);
    found.set(node, known);
  }
  return new Map([...found].map(([node, values]) => [node, { recorded: [...values.values()][0] ?? null, otherContents: values.size - 1 }]));
}

function taskOf(
  row: Pick<NodeRow, 'lid' | 'kind' | 'title'>,
  task: ReturnType<typeof indexedTasks> extends Map<number, infer T> ? T | undefined : never,
  masker: CountingMasker,
): ExportTask {
  const name = masker.text(task?.name ?? row.title);
  const text = (value: string | null | undefined) => (value == null ? null : masker.text(value));
  return {
    id: row.lid,
    kind: row.kind === 'TaskRun' || row.kind === 'AgentRun' ? row.kind : 'Missing',
    name,
    ...splitTaskName(name),
    run: task?.run ? lidOfKey(task.run.key) : null,
    container: text(task?.container),
    pinned: pinnedBy(task?.container ?? null),
    conda: text(task?.conda),
    spack: text(task?.spack),
    architecture: text(task?.architecture),
    createdAt: task?.output?.created ?? null,
  };
}

/** Two paths that differ in what was masked alone stay two. */
function unlike(text: string, known: Set<string>): string {
  let id = text;
  for (let n = 2; known.has(id); n++) id = `${text} (${n})`;
  known.add(id);
  return id;
}

function outsideFile(path: string): ExportFile {
  return {
    id: path,
    kind: 'External',
    name: lastPart(path),
    path,
    size: null,
    createdAt: null,
    labels: [],
    recorded: null,
    otherContents: 0,
    run: null,
    published: false,
    output: null,
    check: null,
  };
}

function checkOf(check: FileCheck | null, masker: CountingMasker): ExportCheck | null {
  if (check === null || check.verdict === 'not-checked') return null;
  return {
    verdict: check.verdict,
    reason: check.reason,
    at: check.at,
    stale: check.stale,
    checkedPath: check.checkedPath === null ? null : masker.text(plainPath(check.checkedPath)),
    // Of a folder it is that of a manifest of ours.
    sha256: check.folder === null && check.reason !== 'directory' ? check.sha256 : null,
  };
}

/** `name`: of the file or task that alone was asked for. */
function titleOf(ids: readonly string[], runs: ExportScope['runs'], name: string | null): string {
  const [id = ''] = ids;
  if (ids.length > 1) return `${ids.length} chosen records`;
  const run = runs.find((one) => one.id === id);
  return run === undefined ? (name ?? id) : (run.name ?? id);
}
