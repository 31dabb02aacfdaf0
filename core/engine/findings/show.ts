/** One finding with all that it rests on: the lines of the ledger, when they were written, and the bytes before and after. */
import type { Finding, FindingDetail } from '../../contract/findings';
import { AuditError } from '../../errors';
import type { LedgerEvent } from '../../evidence/ledger';
import { compareVersions, shownVersion } from '../../findings/compare-versions';
import { acknowledgements, foundVersions, syncTimes } from '../../index/queries/findings';
import { findNode } from '../../index/queries/nodes';
import { objectByPath, type SeenVersion, versionsOfObject } from '../../index/queries/objects';
import { splitName } from '../../time/name';
import type { OpenWorkspace } from '../context';
import type { WorkspaceInside } from '../open-workspace';
import type { Workspaces } from '../workspaces';
import { acknowledgementOf } from './all';

const shownBytes = 64 * 1024;
const shownLines = 20;
const shownLine = 4000;

export function showFinding(workspace: WorkspaceInside, finding: Finding, workspaces: Workspaces): FindingDetail {
  const { db } = workspace;
  const { old, now } = versionsOf(workspace, finding);
  const [oldBytes, nowBytes] = [old && bytesOrNull(workspace, old), now && bytesOrNull(workspace, now)];
  const times = syncTimes(db);
  const time = finding.sync === null ? undefined : times.get(finding.sync);
  const version = (row: SeenVersion | null, bytes: Uint8Array | null) =>
    row &&
    bytes && { sha256: row.sha256, size: row.size, sync: row.firstSync, at: row.firstSeen === '' ? null : row.firstSeen, ...shownVersion(workspace.masker, bytes, shownBytes) };
  const compared = oldBytes && nowBytes ? compareVersions(workspace.masker, oldBytes, nowBytes) : null;
  return {
    finding,
    acknowledgements: acknowledgements(db, finding.id).map(acknowledgementOf),
    evidence: evidenceOf(workspace, finding, [old?.sha256, now?.sha256]),
    seenBetween: time === undefined ? null : { from: time.began, to: time.ended },
    old: version(old, oldBytes),
    new: version(now, nowBytes),
    how: compared?.how ?? 'none',
    changes: compared?.changes ?? [],
    changeCount: compared?.changeCount ?? 0,
    bytesDiffer:
      compared?.bytesDiffer ?? ((old !== null && oldBytes === null) || (now !== null && nowBytes === null) ? 'Bytes of it are damaged here: "evidence verify" says more.' : null),
    elsewhere: finding.type === 'dangling' && finding.lid !== null ? elsewhere(splitName(workspace.name).workspace, finding.lid, workspaces) : [],
  };
}

/** Null where what is kept of them is damaged: the finding is shown all the same. */
export function bytesOrNull(workspace: OpenWorkspace, version: SeenVersion): Uint8Array | null {
  try {
    return workspace.bytes(version);
  } catch (error) {
    if (error instanceof AuditError && error.code === 'evidence-damaged') return null;
    throw error;
  }
}

/** What a sync read and what was read before; for what follows from the records, the bytes that show it. */
export function versionsOf({ db }: OpenWorkspace, { object, type, sync, sha256 }: Finding): { old: SeenVersion | null; now: SeenVersion | null } {
  const stored = object === null ? undefined : objectByPath(db, object);
  if (stored === undefined || object === null) return { old: null, now: null };
  const versions = versionsOfObject(db, stored.id);
  const withSha = (wanted: string | null | undefined) => (wanted == null ? null : (versions.find((one) => one.sha256 === wanted) ?? null));
  const found = sync === null ? null : foundVersions(db, object, type, sync);
  return found === null ? { old: null, now: withSha(sha256) } : { old: withSha(found.was), now: withSha(found.sha256) };
}

/** The lines that saw these bytes at this place, and what happened there in the sync of the finding. */
function evidenceOf(workspace: WorkspaceInside, { object, sync, type }: Finding, shas: readonly (string | undefined)[]): FindingDetail['evidence'] {
  if (object === null && type !== 'store-repinned') return [];
  const lines: FindingDetail['evidence'] = [];
  let leaf = 0;
  for (const batch of workspace.ledger.scan({ segment: 1, offset: 0 }, () => undefined)) {
    for (const [at, event] of batch.events.entries()) {
      if (speaksOf(event, { object, sync, type }, shas)) {
        const line = new TextDecoder().decode(batch.lines[at]);
        lines.push({ leaf: leaf + at, type: event.type, sync: syncOf(event), line: line.length > shownLine ? `${line.slice(0, shownLine)}…` : line });
      }
    }
    leaf += batch.events.length;
  }
  return lines.slice(-shownLines);
}

/** Of this object, and of this sync or of these bytes; of the store, the event itself. */
function speaksOf(event: LedgerEvent, { object, sync, type }: Pick<Finding, 'object' | 'sync' | 'type'>, shas: readonly (string | undefined)[]): boolean {
  if (type === 'store-repinned') return event.type === type && event.sync === sync;
  return 'path' in event && event.path === object && (event.sync === sync || ('sha256' in event && event.sha256 !== null && shas.includes(event.sha256)));
}

function syncOf(event: LedgerEvent): number | null {
  return 'sync' in event && typeof event.sync === 'number' ? event.sync : null;
}

/** A LID does not name its store: other workspaces that keep a record of it, by name. One that cannot be opened is passed over. */
function elsewhere(name: string, lid: string, workspaces: Workspaces): string[] {
  return workspaces.names().filter((other) => {
    if (other === name) return false;
    try {
      const { db } = workspaces.open(other);
      const kind = findNode(db, lid)?.kind;
      return kind !== undefined && kind !== 'Missing' && kind !== 'External';
    } catch {
      return false;
    }
  });
}
