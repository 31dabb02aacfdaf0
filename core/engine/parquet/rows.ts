/** The rows of every table of a workspace, in turns; every text goes through the workspace's masker. */
import type { Finding } from '../../contract/findings';
import type { Progress } from '../../contract/shared';
import type { SyncResult } from '../../contract/workspaces';
import { forEachLink, type Graph, isInferred } from '../../graph/adjacency';
import { isDataLink } from '../../graph/effective';
import { graphInTurns } from '../../graph/load';
import { isBelow, relationTold } from '../../graph/relation-told';
import { checksOfNodes } from '../../index/queries/checks';
import { lastNode } from '../../index/queries/search';
import { contentsSeen, eachLabel, fingerprintRows, historyRows, lastVersion, lidsOfNodes, outsideNamed, syncRows, type WholeNode, wholeNodes } from '../../index/queries/whole';
import type { labelOrigins, observationKinds, Row, TableName } from '../../parquet/tables';
import { pause } from '../../pause';
import type { Ports } from '../../ports';
import { splitTaskName } from '../../record/facts';
import { isLid } from '../../record/lid';
import { type CountingMasker, countingMasker } from '../../redact/count';
import type { Masker } from '../../redact/masker';
import type { OpenWorkspace } from '../context';
import { findingsInTurns } from '../findings/all';
import { toEnd } from '../prepared';

/** Where rows go. `partition`: a value of the table's, null where it has none. */
export interface Sink {
  add<N extends TableName>(table: N, partition: string | null, row: Partial<Row<N>>): void;
}

/** Copies of secrets of other records are looked for in every text but LIDs: these are masked by what they hold themselves, as everywhere, so that they can be asked about. */
export interface TableMasker extends CountingMasker {
  lid(lid: string): string;
}

export function tableMasker(masker: Masker, secrets: Iterable<string>): TableMasker {
  const counting = countingMasker(masker, secrets);
  return {
    ...counting,
    lid(one) {
      if (!isLid(one)) return counting.text(one);
      const { value, masked } = masker.text(one);
      counting.add(masked);
      return value;
    },
  };
}

interface Work {
  workspace: OpenWorkspace;
  masker: TableMasker;
  sink: Sink;
  signal: AbortSignal;
  /** Ids of nodes whose LID or path is not shown as it is: few, and all others need no second look. */
  hidden: Set<number>;
}

/** Nodes, links or rows that are read at a time. */
const portion = 2000;
/** Milliseconds of an instant as this program writes it. */
const millis = (at: string | null | undefined) => (at == null || Number.isNaN(Date.parse(at)) ? null : Date.parse(at));

export async function* allRows(ports: Ports, asked: Omit<Work, 'hidden'>): AsyncGenerator<Progress> {
  const work: Work = { ...asked, hidden: new Set() };
  const { workspace, sink, masker, signal } = work;
  for (const { run, time, name, session, state } of historyRows(workspace.db))
    sink.add('history', null, { run: masker.lid(run), line_time: masker.text(time), name: masker.text(name), session: masker.text(session), state });
  addSyncs(work);
  yield* addNodes(work);
  const making = graphInTurns(workspace);
  for (const _ of toEnd(making)) yield* pause({ phase: 'reading the graph', done: 0, total: null }, signal);
  yield* addEdges(work, making.whole());
  yield* addContents(work);
  const finding = findingsInTurns(ports, workspace);
  for (const _ of toEnd(finding)) yield* pause({ phase: 'gathering findings', done: 0, total: null }, signal);
  const found = finding.whole();
  for (let from = 0; from < found.length; from += portion) {
    for (const one of found.slice(from, from + portion)) addFinding(work, one);
    yield* pause({ phase: 'writing findings', done: Math.min(from + portion, found.length), total: found.length }, signal);
  }
}

/** Records with their labels, checks, fingerprints; outside files as they are named. */
async function* addNodes(work: Work): AsyncGenerator<Progress> {
  const { workspace, masker, sink, signal, hidden } = work;
  const { db } = workspace;
  const end = lastNode(db) + 1;
  const text = (value: string | null) => (value === null ? null : masker.text(value));
  for (let from = 0; from < end; from += portion) {
    const to = Math.min(from + portion, end);
    const nodes = wholeNodes(db, from, to);
    for (const node of nodes) {
      const row = recordRow(node, masker, text);
      if (row.lid !== node.lid) hidden.add(node.id);
      sink.add('records', node.kind, row);
    }
    for (const origin of ['nextflow', 'platform'] satisfies (typeof labelOrigins)[number][])
      eachLabel(db, origin, from, to, (lid, label) => sink.add('labels', origin, { lid: masker.lid(lid), label: masker.text(label) }));
    for (const { path, by, checksum, algorithm, mode } of outsideNamed(db, from, to))
      sink.add('outside_uses', null, {
        path: masker.lid(path),
        named_by: masker.lid(by),
        checksum: text(checksum),
        checksum_algorithm: text(algorithm),
        checksum_mode: text(mode),
      });
    for (const { lid, sha256, at, kind, origin, by, locked } of fingerprintRows(db, from, to))
      observe(sink, 'fingerprint', {
        lid: masker.lid(lid),
        sha256,
        sha256_of: kind === 'folder' ? 'folder-manifest' : 'content',
        observed: millis(at),
        observed_by: masker.text(by),
        baseline_from: origin,
        baseline_locked: locked,
      });
    addChecks(
      work,
      nodes.map(({ id }) => id),
      new Map(nodes.map(({ id, lid }) => [id, lid])),
    );
    yield* pause({ phase: 'writing records', done: to, total: end }, signal);
  }
}

function recordRow(node: WholeNode, masker: TableMasker, text: (value: string | null) => string | null): Row<'records'> {
  const known = node.name === null ? null : masker.text(node.name);
  const lid = masker.lid(node.lid);
  return {
    lid,
    title: masker.text(node.title),
    name: known,
    run: lidOrNull(node.run, masker),
    task: lidOrNull(node.task, masker),
    source: lidOrNull(node.source, masker),
    published: node.published,
    path: text(node.path),
    size: node.size,
    created: node.created,
    created_text: text(node.createdText),
    modified: node.modified,
    modified_text: text(node.modifiedText),
    checksum: text(node.checksum),
    checksum_algorithm: text(node.algorithm),
    checksum_mode: text(node.mode),
    started: node.started,
    started_text: text(node.startedText),
    session: text(node.session),
    pipeline: text(node.pipeline),
    repository: text(node.repository),
    revision: text(node.revision),
    commit_id: text(node.commit),
    started_by: node.user === null ? null : masker.person(node.user),
    process: node.isTask && known !== null ? splitTaskName(known).process : null,
    container: text(node.container),
    conda: text(node.conda),
    spack: text(node.spack),
    architecture: text(node.architecture),
    code_checksum: text(node.codeChecksum),
    store_path: node.storePath === recordPath(node.lid) ? recordPath(lid) : text(node.storePath),
    state: node.state,
    record_sha256: node.sha256,
    record_bytes: node.bytes,
    versions: node.storePath === null ? null : node.versions,
    first_sync: node.firstSync,
    version_sync: node.versionSync,
  };
}

const lidOrNull = (lid: string | null | undefined, masker: TableMasker) => (lid == null ? null : masker.lid(lid));

/** Where the record of a LID lies. */
const recordPath = (lid: string) => `${lid.slice('lid://'.length)}/.data.json`;

function observe(sink: Sink, kind: (typeof observationKinds)[number], row: Partial<Row<'observations'>>): void {
  sink.add('observations', kind, row);
}

function addChecks({ workspace, masker, sink }: Work, ids: readonly number[], lids: ReadonlyMap<number, string>): void {
  const text = (value: string | null) => (value === null ? null : masker.text(value));
  for (const [node, checks] of checksOfNodes(workspace.db, ids))
    for (const [recorded, check] of checks)
      observe(sink, 'check', {
        lid: lidOrNull(lids.get(node), masker),
        observed: millis(check.at),
        observed_by: text(check.by),
        sha256: check.sha256,
        sha256_of: check.sha256 === null ? null : check.folder !== null || check.reason === 'directory' ? 'folder-manifest' : 'content',
        bytes: check.found?.size ?? null,
        verdict: check.verdict,
        strength: check.strength,
        reason: check.reason,
        examined: check.examined,
        matched_mode: check.matchedMode,
        label_conflict: check.labelConflict,
        recorded_checksum: recorded === '' ? null : masker.text(recorded),
        recorded_size: check.recorded.size,
        checked_path: text(check.checkedPath),
        baseline: check.baseline,
        baseline_from: check.baselineFrom,
        baseline_locked: check.baselineLocked,
        stale: check.stale,
        detail: text(check.detail),
      });
}

async function* addEdges({ workspace, masker, sink, signal, hidden }: Work, graph: Graph): AsyncGenerator<Progress> {
  for (let from = 0; from < graph.count; from += portion) {
    const to = Math.min(from + portion, graph.count);
    const named = new Set<number>();
    for (let node = from; node < to; node++) {
      named.add(graph.ids[node] ?? -1);
      forEachLink(graph.down, node, (other) => void named.add(graph.ids[other] ?? -1));
    }
    const lids = lidsOfNodes(workspace.db, named);
    const shown = new Map([...lids].map(([id, lid]) => [id, hidden.has(id) ? masker.lid(lid) : lid]));
    const below = (node: number, other: number) => isBelow(lids.get(graph.ids[other] ?? -1) ?? '', lids.get(graph.ids[node] ?? -1) ?? '');
    for (let node = from; node < to; node++)
      forEachLink(graph.down, node, (other, relation) => {
        const [source, target] = [shown.get(graph.ids[node] ?? -1), shown.get(graph.ids[other] ?? -1)];
        if (source === undefined || target === undefined) return;
        sink.add(
          'edges',
          relationTold(relation, graph.kinds[other], () => below(node, other)),
          { source, target, inferred: isInferred(relation), carries_data: isDataLink(graph, relation, node, other) },
        );
      });
    yield* pause({ phase: 'writing links', done: to, total: graph.count }, signal);
  }
}

async function* addContents({ workspace, masker, sink, signal, hidden }: Work): AsyncGenerator<Progress> {
  const end = lastVersion(workspace.db) + 1;
  for (let from = 0; from < end; from += portion) {
    const to = Math.min(from + portion, end);
    for (const { node, lid, storePath, sha256, bytes, firstSync, lastSync, began } of contentsSeen(workspace.db, from, to))
      observe(sink, 'version', {
        lid: lid === null || !hidden.has(node) ? lid : masker.lid(lid),
        observed: millis(began),
        sync_number: firstSync,
        last_sync: lastSync,
        sha256,
        sha256_of: 'record',
        bytes,
        checked_path: lid === null || storePath !== recordPath(lid) ? masker.text(storePath) : null,
      });
    yield* pause({ phase: 'writing versions', done: to, total: end }, signal);
  }
}

function addFinding({ masker, sink }: Work, { id, type, lid, object, detail, sync, at, sha256, holds, acknowledged }: Finding): void {
  observe(sink, 'finding', {
    lid: lid === null ? null : masker.lid(lid),
    observed: millis(at),
    sync_number: sync,
    sha256,
    sha256_of: sha256 === null ? null : 'record',
    checked_path: object === null ? null : masker.text(object),
    finding_id: id,
    finding_type: type,
    holds,
    acknowledged: millis(acknowledged?.at),
    acknowledged_by: acknowledged === null ? null : masker.text(acknowledged.by),
    acknowledged_reason: acknowledged === null ? null : masker.text(acknowledged.reason),
    detail: masker.text(detail),
  });
}

function addSyncs({ workspace, sink }: Work): void {
  for (const { sync, began, result } of syncRows(workspace.db)) {
    const told = result === null ? null : (JSON.parse(result) as SyncResult);
    sink.add('syncs', null, {
      sync_number: sync,
      began: millis(began),
      finished: millis(told?.finishedAt),
      complete: told?.complete ?? null,
      records: told?.records ?? null,
      new_records: told?.new ?? null,
      changed_records: told?.changed ?? null,
      vanished_records: told?.vanished ?? null,
    });
  }
}
