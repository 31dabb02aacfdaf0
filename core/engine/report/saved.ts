/** The reports that were saved, as the journal has them: each stays, and says what came in its place. */
import type { SavedReport } from '../../contract/reports';
import type { OpenWorkspace } from '../context';

/** Newest first. Lines of older versions of this program name a run alone. */
export function savedReports(workspace: Pick<OpenWorkspace, 'journalLog'>): SavedReport[] {
  const reports: SavedReport[] = [];
  for (const { event } of workspace.journalLog.events(() => undefined)) {
    if (event.act !== 'report') continue;
    const { id, kind, subject, run, checkpoint, version, supersedes, reason, path, sha256, pages, draft } = event.detail as Record<string, unknown>;
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    const number = (value: unknown) => (typeof value === 'number' ? value : null);
    reports.push({
      seq: event.seq,
      at: event.at,
      who: event.who,
      id: text(id) ?? '',
      kind: text(kind) ?? 'run',
      subject: text(subject) ?? text(run) ?? '',
      checkpoint: number(checkpoint),
      version: number(version) ?? 1,
      supersedes: text(supersedes),
      reason: text(reason),
      supersededBy: null,
      path: text(path) ?? '',
      sha256: text(sha256) ?? '',
      pages: number(pages) ?? 0,
      draft: draft !== false,
    });
  }
  const by = new Map(reports.flatMap((one) => (one.supersedes === null ? [] : [[one.supersedes, one.id] as const])));
  return reports.map((one) => ({ ...one, supersededBy: by.get(one.id) ?? null })).reverse();
}
