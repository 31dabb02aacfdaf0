/** A record's page: its fields, every link, who names it, and every version of its bytes that was seen. */
import type { Link, NamingLink, RecordPage } from '../contract/records';
import { AuditError } from '../errors';
import { isBelow, relationTold } from '../graph/relation-told';
import { checksOfNodes, newestCheck } from '../index/queries/checks';
import { findNode, labelsOfNodes, type NodeRow, nodesById, nodesByKey, runsOfNodes, titleOfLid } from '../index/queries/nodes';
import { objectOfKey, objectOfNode, type SeenVersion, type StoredObject, versionsOfObject } from '../index/queries/objects';
import { namesNullRun, type Reference, referencesTo } from '../index/queries/references';
import { kindNumbers } from '../index/schema';
import { type LineageRecord, parseRecord } from '../record/envelope';
import { firstEntries } from '../record/first-entries';
import { isObject, type Json } from '../record/json';
import { isLid, keyOfLid, lidOfKey } from '../record/lid';
import type { OpenWorkspace } from './context';
import { tagsIn } from './tags/of-nodes';

const shownReferences = 100;

/**
 * A LID that nobody names and that no record has: `not-found`. `sha256` picks an earlier version, else the one seen last; `first` is how many
 * entries of a list in a field are given, and looked up where they are LIDs.
 */
export function recordPage(workspace: OpenWorkspace, lid: string, sha256: string | undefined, first = Number.POSITIVE_INFINITY): RecordPage {
  const { db } = workspace;
  const { node, object, versions } = findRecord(workspace, lid);
  const version = pick(versions, sha256, node.lid);
  const parsed = version === undefined ? null : parseRecord(workspace.bytes(version));
  const record = parsed !== null && 'record' in parsed ? parsed.record : null;
  const spec = record?.spec ?? {};
  const { value: whole, masked } = workspace.masker.value(spec);
  const { value: fields, cut } = firstEntries(whole, first);
  const { references, count } = referencesTo(db, node.id, shownReferences);
  const run = runsOfNodes(db, [node.id]).get(node.id);
  return {
    lid: node.lid,
    key: keyOfLid(node.lid),
    kind: record?.kind ?? 'Unknown',
    recordedKind: record?.recordedKind ?? null,
    version: record?.version ?? null,
    shape: record?.shape ?? null,
    title: node.title,
    state: stateOf(object, node),
    problem: problemOf(workspace, node, object, parsed, record),
    fields,
    cut,
    masked,
    links: linksOf(workspace, firstEntries(spec, first).value),
    referencedBy: namingLinks(workspace, node.lid, references),
    referencedByCount: count,
    labels: labelsOfNodes(db, [node.id]).get(node.id) ?? [],
    ...tagsIn(workspace, node.id),
    run: run === undefined ? null : (linksTo(workspace, [keyOfLid(run)])[0] ?? null),
    check: newestCheck(checksOfNodes(db, [node.id]).get(node.id)),
    versions: versions.map((one) => ({
      sha256: one.sha256,
      size: one.size,
      firstSeen: one.firstSeen,
      lastSeen: one.lastSeen,
      sync: one.firstSync,
      current: one.id === object?.version && object?.vanished === false,
    })),
    storePath: object?.path ?? null,
  };
}

/** The bytes of one version. Throws `not-found` where the LID has no record. */
export function rawVersion(workspace: OpenWorkspace, lid: string, sha256: string | undefined): { node: NodeRow; version: SeenVersion; bytes: Uint8Array } {
  const { node, versions } = findRecord(workspace, lid);
  const version = pick(versions, sha256, node.lid);
  if (version === undefined)
    throw new AuditError('not-found', `No bytes of "${node.lid}" were ever read: other records name it, but the store has no record of it.`, { lid: node.lid });
  return { node, version, bytes: workspace.bytes(version) };
}

/** What is known at this address. Throws `not-found` where nothing is. */
export function findRecord(workspace: OpenWorkspace, lid: string): { node: NodeRow; object: StoredObject | undefined; versions: SeenVersion[] } {
  const { db } = workspace;
  const known = findNode(db, lid);
  const key = keyOfLid(known?.lid ?? lid);
  const object = (known === undefined ? undefined : objectOfNode(db, known.id)) ?? objectOfKey(db, key);
  if (known?.kind === 'OutsideRun' || known?.kind === 'OutsideData')
    throw new AuditError('not-found', `"${known.lid}" has no record of Nextflow: OpenLineage events that were imported tell of it.`, { lid });
  if (known?.kind === 'External' || (known === undefined && object === undefined)) {
    const what =
      known === undefined ? `No record has the LID "${lidOfKey(key)}", and no record names it` : `"${known.lid}" is an outside file, which records name by its path alone`;
    throw new AuditError('not-found', `${what}. Search for a part of it, or sync again.`, { lid });
  }
  const node = known ?? { id: -1, lid: lidOfKey(key), kind: 'Missing' as const, title: titleOfLid(lidOfKey(key)), detail: '', present: false };
  return { node, object, versions: object === undefined ? [] : versionsOfObject(db, object.id) };
}

function pick(versions: readonly SeenVersion[], sha256: string | undefined, lid: string): SeenVersion | undefined {
  if (sha256 === undefined) return versions[0];
  const found = versions.find((version) => version.sha256 === sha256.toLowerCase());
  if (found === undefined) throw new AuditError('not-found', `No version of "${lid}" with the SHA-256 ${sha256} was ever seen.`, { lid, sha256 });
  return found;
}

function stateOf(object: StoredObject | undefined, node: NodeRow): RecordPage['state'] {
  if (object === undefined) return node.kind === 'Missing' ? 'missing' : 'vanished';
  if (object.vanished) return 'vanished';
  return object.quarantined ? 'quarantined' : 'present';
}

function problemOf(
  workspace: OpenWorkspace,
  node: NodeRow,
  object: StoredObject | undefined,
  parsed: ReturnType<typeof parseRecord> | null,
  record: LineageRecord | null,
): string | null {
  const problems: string[] = [];
  if (object === undefined) problems.push('No record with this LID is in the store; what is known of it is that other records name it.');
  if (object?.vanished) problems.push('The record was in the store and is gone; the bytes kept are shown.');
  if (object?.quarantined && object.reason !== null) problems.push(`Could not be read, kept: ${object.reason}.`);
  else if (parsed !== null && 'quarantine' in parsed) problems.push(`These bytes could not be read: ${parsed.quarantine}.`);
  if (record !== null && record.problem !== null) problems.push(`${record.problem}.`);
  if (namesNullRun(workspace.db, node.id)) problems.push('It names its run as "lid://" alone: the record of that run was never written.');
  return problems.length === 0 ? null : problems.join(' ');
}

/** Every LID in the record, once, in its order; `lid://` alone names nothing. */
function linksOf(workspace: OpenWorkspace, spec: Json): Link[] {
  const keys = new Set<string>();
  const walk = (value: Json) => {
    if (isLid(value)) keys.add(keyOfLid(value));
    else if (Array.isArray(value)) value.forEach(walk);
    else if (isObject(value)) Object.values(value).forEach(walk);
  };
  walk(spec);
  keys.delete('');
  return linksTo(workspace, [...keys]);
}

/** What is known of these keys, in their order. */
export function linksTo(workspace: OpenWorkspace, keys: readonly string[]): Link[] {
  const nodes = nodesByKey(workspace.db, keys);
  return keys.map((key): Link => {
    const node = nodes.get(key);
    return node === undefined ? { lid: lidOfKey(key), kind: 'Missing', title: titleOfLid(lidOfKey(key)), present: false } : linkTo(node);
  });
}

/** As what a record names the one with this LID. */
export function namedAs(lid: string, from: NodeRow, relation: number): string {
  return relationTold(relation, kindNumbers[from.kind], () => isBelow(from.lid, lid));
}

/** The records at the other end of what the index says of a node. */
export function namingLinks(workspace: OpenWorkspace, lid: string, references: readonly Reference[]): NamingLink[] {
  const nodes = nodesById(
    workspace.db,
    references.map((one) => one.node),
  );
  return references.flatMap(({ node, relation }) => {
    const from = nodes.get(node);
    return from === undefined ? [] : [{ ...linkTo(from), relation: namedAs(lid, from, relation) }];
  });
}

function linkTo({ lid, kind, title, present }: NodeRow): Link {
  return { lid, kind, title, present };
}
