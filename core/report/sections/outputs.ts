/** Every published file with its verdict; exceptions first, and once more by themselves with their reasons. */

import type { Overwrite } from '../../contract/overwrites';
import type { ReportBlock } from '../../contract/reports';
import type { FileRow } from '../../contract/shared';
import { plainPath } from '../../record/lid';
import { folderWords } from '../../verify/folder-words';
import { verdictWords } from '../../verify/verdict';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { byGravity, isException, verdictCell, verdictOf, whenAndWho } from '../verdict-words';
import { bytesText, counted, grouped, paragraph } from '../words';

export function outputsSection({ outputs, outputsSummary: sum, run, overwrites }: RunReportFacts): SectionBody {
  if (outputs.length === 0) return { blocks: [paragraph('No published file is recorded for this run.'), ...contested(overwrites)] };
  const rows = byGravity(outputs);
  const exceptions = rows.filter(isException);
  const blocks: ReportBlock[] = [
    paragraph('SHA-256 is this program’s own, over the bytes read at the time of the check. Nextflow recorded none. File names stand below the run’s LID.'),
  ];
  if (exceptions.length > 0)
    blocks.push({
      type: 'table',
      caption: `Exceptions: ${grouped(exceptions.length)} of ${counted(sum.total, 'published file')}`,
      columns: [
        { title: 'File', weight: 32 },
        { title: 'Verdict', weight: 24 },
        { title: 'Why', weight: 44 },
      ],
      rows: exceptions.map((row) => [
        file(row, run.row.lid),
        verdictCell(row),
        { text: [row.check?.detail ?? verdictWords[verdictOf(row)].sentence, ...(row.check === null ? [] : folderWords(row.check))].join(' ') },
      ]),
    });
  blocks.push({
    type: 'table',
    caption: `${counted(sum.total, 'published file')}, ${grouped(sum.checked)} of ${grouped(sum.total)} checked`,
    columns: [
      { title: 'File', weight: 26.6 },
      { title: 'Verdict', weight: 24 },
      { title: 'Checked (UTC), by', weight: 13 },
      { title: 'Bytes', weight: 9, align: 'right' },
      { title: 'SHA-256', weight: 27.4 },
    ],
    rows: rows.map((row) => [
      file(row, run.row.lid),
      verdictCell(row),
      { text: whenAndWho(row.check) },
      { text: row.check?.found ? bytesText(row.check.found.size) : `${bytesText(row.size)}${row.size === null ? '' : ' (recorded)'}` },
      { text: digestText(row), mono: row.check?.sha256 != null },
    ]),
  });
  blocks.push({
    type: 'table',
    caption: `Where ${counted(sum.total, 'published file')} ${sum.total === 1 ? 'is' : 'are'} recorded, and where ${sum.total === 1 ? 'it was' : 'they were'} looked for`,
    columns: [
      { title: 'Recorded path', weight: 50 },
      { title: 'Looked for at', weight: 50 },
    ],
    rows: rows.map((row) => [{ text: row.path ?? 'not recorded', mono: row.path !== null }, lookedFor(row)]),
  });
  return { blocks: [...blocks, ...contested(overwrites)] };
}

/** Places that several records claim: what is checked there may be what another run wrote. */
function contested(overwrites: readonly Overwrite[]): ReportBlock[] {
  if (overwrites.length === 0) return [];
  const who = ({ lid, runs, recorded }: Overwrite['claimants'][number]) =>
    `${runs.map((one) => one.name ?? one.lid).join(', ') || 'no recorded run'}: ${lid ?? `checksum ${recorded.checksum?.value ?? 'none'}`}`;
  return [
    {
      type: 'table',
      caption: `${counted(overwrites.length, 'path')} of this run, written or read, that several records claim`,
      columns: [
        { title: 'Recorded path', weight: 30 },
        { title: 'Claimed by', weight: 34 },
        { title: 'Whose bytes are there now', weight: 36 },
      ],
      rows: overwrites.map(({ path, claimants, now }) => [{ text: path, mono: true }, { text: claimants.map(who).join('; ') }, { text: now.sentence }]),
    },
  ];
}

/** Of a folder it is the manifest's: the two are never shown alike. */
function digestText({ check }: FileRow): string {
  if (check?.folder == null) return check?.sha256 ?? 'not taken';
  const inside = `${counted(check.folder.files, 'file')} inside, not covered by the record`;
  return check.sha256 === null ? `${inside}; manifest not whole: ${grouped(check.folder.unreadable)} unreadable` : `${check.sha256} (our manifest: ${inside})`;
}

function lookedFor({ path, check }: FileRow) {
  const at = check?.checkedPath ?? null;
  if (at === null || check?.verdict === 'not-checked') return { text: 'not looked for' };
  return path !== null && at === plainPath(path) ? { text: 'as recorded' } : { text: at, mono: true };
}

function file(row: FileRow, run: string) {
  const name = row.lid?.startsWith(`${run}/`) ? row.lid.slice(run.length + 1) : (row.lid ?? row.path ?? row.name);
  return { text: name, mono: true, ...(row.lid === null ? {} : { lid: row.lid }) };
}
