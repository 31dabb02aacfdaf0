/** JSON lines of what the index holds of the scope: one line a run, task, file, other record, link; first what it is, last what it leaves out. */
import { factNames } from './facts';
import type { ExportFormat } from './format';
import { jsonText } from './json-text';
import { lookedAt, provenSha256 } from './sha256';

/** Raised when a line changes its meaning. */
const formatNumber = 1;

export const jsonl: ExportFormat = {
  id: 'jsonl',
  title: 'All facts, one on a line (JSON lines)',
  standard: 'JSON Lines; lineage-audit-export 1 (docs/guide/exports.md)',
  extension: 'jsonl',
  carries: factNames.filter((name) => name !== 'told'),
  limits: [],
  *parts(scope, { left }) {
    const line = (type: string, fact: object) => `${jsonText({ type, ...fact })}\n`;
    yield line('export', { format: 'lineage-audit-export', version: formatNumber, about: scope.about, of: scope.of, masked: scope.masked });
    for (const run of scope.runs) yield line('run', run);
    for (const task of scope.tasks) yield line('task', task);
    for (const { check, ...file } of scope.files) {
      const proven = provenSha256({ check });
      const shown = check === null ? null : { verdict: check.verdict, reason: check.reason, at: check.at, stale: check.stale, checkedPath: check.checkedPath };
      yield line('file', { ...file, check: shown, sha256: proven, observedSha256: proven === null ? (lookedAt({ check })?.sha256 ?? null) : null });
    }
    for (const other of scope.others) yield line('record', other);
    for (const link of scope.links) yield line('link', link);
    yield line('not-carried', { list: left });
  },
};
