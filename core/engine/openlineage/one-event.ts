/** Single events of an import, out of the bytes that were kept of it: masked, as they are, and those that were refused. */
import type { Output } from '../../contract';
import type { RowsAsked } from '../../contract/pages';
import { AuditError } from '../../errors';
import { sha256Of } from '../../evidence/mirror';
import { type ImportedFile, importedFile } from '../../index/queries/outside';
import { eventBytes, eventValue, readEvents } from '../../openlineage/read-events';
import type { Ports } from '../../ports';
import type { Json } from '../../record/json';
import type { ValueColumn } from '../../table/values';
import type { OpenWorkspace } from '../context';
import { pageOf } from '../pages';

type Refusal = ImportedFile['refused'][number];

const shownBytes = 1_000_000;
const columns: readonly ValueColumn<Refusal>[] = [
  { id: 'at', value: (row) => row.at },
  { id: 'why', value: (row) => row.why },
];

export function eventFields(workspace: OpenWorkspace, number: number, at: number): Output<'openlineage.event'> {
  const value = eventValue(eventAt(workspace, number, at));
  return { fields: workspace.masker.value(value as Json).value };
}

export function eventRaw(ports: Ports, workspace: OpenWorkspace, number: number, at: number): Output<'openlineage.raw'> {
  const part = eventAt(workspace, number, at);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(part.subarray(0, shownBytes));
  return { text, bytes: part.length, sha256: sha256Of(ports, part), validUtf8: isUtf8(part), truncated: part.length > shownBytes };
}

export function refusedOf(workspace: OpenWorkspace, number: number, page: RowsAsked): Output<'openlineage.refused'> {
  const { name, sha256, unit, refused } = known(workspace, number);
  const bytes = unit === null ? null : workspace.kept(sha256);
  const all = workspace.cached(`openlineage refused ${number}`, () => (bytes === null ? refused : readEvents(bytes).refused));
  const counts = new Map<string, number>();
  for (const { why } of all) counts.set(why, (counts.get(why) ?? 0) + 1);
  const reasons = [...counts].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count);
  const { rows, ...counted } = pageOf(workspace, `openlineage refused ${number}`, () => all, columns, page);
  return { name, unit: unit ?? 'line', reasons, rows: [...rows], ...counted, whole: bytes !== null };
}

/** Throws `not-found`. */
function eventAt(workspace: OpenWorkspace, number: number, at: number): Uint8Array {
  const { name, sha256, unit } = known(workspace, number);
  const bytes = unit === null ? null : workspace.kept(sha256);
  if (bytes === null || unit === null) throw new AuditError('not-found', `The bytes kept of import ${number} ("${name}") are lost.`);
  const part = eventBytes(bytes, unit, new Set([at])).get(at);
  if (part === undefined) throw new AuditError('not-found', `Import ${number} ("${name}") has no ${unit} ${at}.`);
  return part;
}

function known(workspace: OpenWorkspace, number: number): ImportedFile {
  const found = importedFile(workspace.db, number);
  if (found === undefined) throw new AuditError('not-found', `There is no import ${number} of OpenLineage events in the workspace "${workspace.name}".`);
  return found;
}

function isUtf8(part: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(part);
    return true;
  } catch {
    return false;
  }
}
