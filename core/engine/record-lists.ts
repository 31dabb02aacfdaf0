/** The long lists of a record's page, in pages: the entries of a list in it, and the records that name it. */
import type { Output, Parsed } from '../contract';
import type { RowsAsked } from '../contract/pages';
import { entryColumns, namingColumns } from '../contract/records';
import { AuditError } from '../errors';
import { type NodeRow, nodesById } from '../index/queries/nodes';
import { type Reference, referencesTo } from '../index/queries/references';
import { parseRecord } from '../record/envelope';
import { valueWithin } from '../record/first-entries';
import type { Json } from '../record/json';
import { isLid, keyOfLid } from '../record/lid';
import { valueColumns } from '../table/values';
import type { OpenWorkspace } from './context';
import { pageOf } from './pages';
import { findRecord, linksTo, namedAs, namingLinks, rawVersion } from './record-page';

interface Entry {
  number: number;
  name: string | null;
  /** Masked, whole. */
  text: string | null;
  /** Of the LID that it is, as recorded. */
  key: string | null;
}

/** Characters of one entry that cross to the window. */
const shownText = 2000;
const byEntry = valueColumns<(typeof entryColumns)[number], Entry>(entryColumns, { number: (one) => one.number, name: (one) => one.name, text: (one) => one.text });

/** Throws `not-found` where the record has no list or object there. Only the LIDs on the page are looked up. */
export function recordEntries(workspace: OpenWorkspace, asked: Pick<Parsed<'records.entries'>, 'lid' | 'sha256' | 'within'>, page: RowsAsked): Output<'records.entries'> {
  const { node, version, bytes } = rawVersion(workspace, asked.lid, asked.sha256);
  const make = () => entriesOf(workspace, node.lid, bytes, asked.within);
  const { rows, ...counted } = pageOf(workspace, JSON.stringify(['entries', node.lid, version.sha256, asked.within]), make, byEntry, page);
  const links = linksTo(
    workspace,
    rows.flatMap(({ key }) => key ?? []),
  );
  const linkOf = new Map(links.map((link) => [keyOfLid(link.lid), link]));
  return {
    entries: rows.map(({ number, name, text, key }) => ({
      number,
      name,
      text: text?.slice(0, shownText) ?? null,
      length: text?.length ?? 0,
      link: key === null ? null : (linkOf.get(key) ?? null),
    })),
    ...counted,
  };
}

/** Only the records on the page are looked up, unless they are sorted or searched. */
export function recordsNaming(workspace: OpenWorkspace, lid: string, page: RowsAsked): Output<'records.naming'> {
  const { node } = findRecord(workspace, lid);
  const references = () => referencesTo(workspace.db, node.id).references;
  let nodes: Map<number, NodeRow> | null = null;
  const all = () => (nodes ??= nodesById(workspace.db, new Set(references().map((one) => one.node))));
  const columns = valueColumns<(typeof namingColumns)[number], Reference>(namingColumns, {
    title: (one) => all().get(one.node)?.title ?? null,
    kind: (one) => all().get(one.node)?.kind ?? null,
    relation: ({ node: id, relation }) => {
      const from = all().get(id);
      return from === undefined ? null : namedAs(node.lid, from, relation);
    },
    lid: (one) => all().get(one.node)?.lid ?? null,
  });
  const { rows, ...counted } = pageOf(workspace, `naming ${node.lid}`, references, columns, page);
  return { links: namingLinks(workspace, node.lid, rows), ...counted };
}

function entriesOf(workspace: OpenWorkspace, lid: string, bytes: Uint8Array, within: readonly string[]): Entry[] {
  const parsed = parseRecord(bytes);
  const spec = 'record' in parsed ? parsed.record.spec : {};
  const recorded = valueWithin(spec, within);
  // Masked as a whole: what is hidden in one place is hidden in every other.
  const masked = valueWithin(workspace.masker.value(spec).value, within);
  if (typeof recorded !== 'object' || recorded === null || typeof masked !== 'object' || masked === null)
    throw new AuditError('not-found', `The record of "${lid}" has no list at "${within.join('.')}". Open the record again: it may have changed since.`, { lid });
  const shown = Object.values(masked);
  return Object.entries(recorded).map(([name, value], at) => ({
    number: at + 1,
    name: Array.isArray(recorded) ? null : name,
    text: textOf(shown[at] ?? null),
    key: isLid(value) && keyOfLid(value) !== '' ? keyOfLid(value) : null,
  }));
}

function textOf(value: Json): string | null {
  return value === null || typeof value === 'string' ? value : JSON.stringify(value);
}
