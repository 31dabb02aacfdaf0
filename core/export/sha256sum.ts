/** A list for `sha256sum -c`: the SHA-256 that we computed ourselves, of the files where we read them, and in comments what it lacks. */
import { compareText } from '../compare-text';
import { visibleText } from '../preview/visible-text';
import { checksumLine } from '../verify/checksum-list';
import { type ExportFormat, remarks } from './format';
import type { ExportFile, ExportScope } from './scope';

/** One line that no path can break out of: `sha256sum` passes over it. */
const remark = (text: string) => `# ${visibleText(text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r'))}\n`;

/** Why a file is not in the list; null where it is. */
function leftOut({ check }: ExportFile, contested: ReadonlySet<string>): string | null {
  if (check === null) return 'not checked';
  if (check.sha256 === null || check.checkedPath === null) return `${check.verdict}: no SHA-256 of it was computed`;
  if (check.verdict === 'mismatch') return `mismatch: what lay there is not what was recorded (${check.sha256})`;
  if (check.stale) return 'checked before its record changed';
  if (/^[a-z][a-z0-9+.-]*:\//i.test(check.checkedPath)) return `on no disk of this computer (${check.sha256})`;
  if (/\p{Cs}/u.test(check.checkedPath) || check.checkedPath.includes('\0')) return 'a name that no list can hold';
  return contested.has(check.checkedPath) ? 'two SHA-256 for one path' : null;
}

function contestedPaths({ files }: ExportScope): Set<string> {
  const seen = new Map<string, string>();
  const contested = new Set<string>();
  for (const { check } of files) {
    if (check?.sha256 == null || check.checkedPath === null || check.stale || check.verdict === 'mismatch') continue;
    if ((seen.get(check.checkedPath) ?? check.sha256) !== check.sha256) contested.add(check.checkedPath);
    seen.set(check.checkedPath, check.sha256);
  }
  return contested;
}

export const sha256sum: ExportFormat = {
  id: 'sha256sum',
  title: 'List for sha256sum -c',
  standard: 'GNU coreutils sha256sum',
  extension: 'sha256',
  carries: ['proven', 'observed'],
  limits: [
    'SHA-256 that we read from files alone: no record states one, and a checksum of Nextflow is none',
    'it says what lay there when we read it; which of it equals the recorded checksum stands in a comment before it',
    'folders, files on a service, mismatches and files that nobody has checked: in comments',
  ],
  *parts(scope, making) {
    for (const line of remarks(scope, making)) yield remark(line);
    yield remark('paths: where the files were read, after path maps');
    const contested = contestedPaths(scope);
    const lines = new Map<string, ExportFile>();
    for (const file of scope.files) {
      const why = leftOut(file, contested);
      if (why !== null) yield remark(`NOT LISTED: ${file.path ?? file.id} (${why})`);
      else lines.set(file.check?.checkedPath ?? '', file);
    }
    for (const [path, { check }] of [...lines].sort(([a], [b]) => compareText(a, b))) {
      yield remark(`${check?.verdict}, read ${check?.at ?? 'at a time not known'}`);
      yield `${checksumLine(path, check?.sha256 ?? '')}\n`;
    }
  },
};
