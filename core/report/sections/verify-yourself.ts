/** How a reader without this program can check the report with tools that every system has. */
import type { ReportBlock } from '../../contract/reports';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { sectionName } from '../section-order';
import { paragraph, shellQuoted } from '../words';

/** Null: the report prints no such digests. */
type Printed = Pick<RunReportFacts, 'workspace' | 'order'> & { [Name in 'outputs' | 'digests']: RunReportFacts[Name] | null };

const inWhole = 'The report of a run, or of a file, does.';

export function verifyYourselfSection({ workspace, outputs, digests, order }: Printed): SectionBody {
  return {
    blocks: [
      { type: 'heading', text: 'A published file' },
      ...(outputs === null ? [paragraph(`This report prints no SHA-256 of files. ${inWhole}`)] : fileBlocks(outputs, order)),
      { type: 'heading', text: 'A record of the store' },
      ...(digests === null ? [paragraph(`This report prints no SHA-256 of records. ${inWhole}`)] : recordBlocks(digests, workspace.store, order)),
      paragraph(
        'On Windows: certutil -hashfile FILE SHA256. On macOS: shasum -a 256 FILE. Characters that stand on a grey ground as U+XXXX are single characters of the name that cannot be printed; type the character with that Unicode number.',
      ),
    ],
  };
}

const command = (path: string, argument: string) => (/^s3:\/\//.test(path) ? `aws s3 cp ${argument} - | sha256sum` : `sha256sum ${argument}`);

/** Characters of a line that the sheet has room for, and of a piece of a path in one. */
const widest = 90;
const piece = 60;

/** On lines that are typed as they stand: a path that is longer than a line is put together first. */
function shown(path: string): string[] {
  const whole = command(path, shellQuoted(path));
  if (whole.length <= widest) return [whole];
  const pieces = path.match(new RegExp(`[^]{1,${piece}}`, 'gu')) ?? [];
  return [...pieces.map((one, at) => `P=${at === 0 ? '' : '"$P"'}${shellQuoted(one)}`), command(path, '"$P"')];
}

function fileBlocks(outputs: RunReportFacts['outputs'], order: RunReportFacts['order']): ReportBlock[] {
  const files = outputs.filter((file) => file.check?.sha256 && file.check.checkedPath).slice(0, 3);
  return [
    paragraph(
      `Compute its SHA-256 and compare the 64 digits with ${order.includes('outputs') ? `the table of outputs (${sectionName(order, 'outputs')})` : 'those here'}. Equal digits: the file is byte for byte the one that was read at the time of the check.`,
    ),
    files.length > 0
      ? { type: 'code', lines: files.flatMap((file) => [...shown(file.check?.checkedPath ?? ''), `# expected: ${file.check?.sha256 ?? ''}`]) }
      : paragraph('No published file has been read yet, so there is no SHA-256 to compare with.'),
  ];
}

function recordBlocks(digests: RunReportFacts['digests'], store: string, order: RunReportFacts['order']): ReportBlock[] {
  const records = digests.filter((one) => one.sha256 !== null && !one.vanished && one.storePath !== null).slice(0, 3);
  const base = store.replace(/\/+$/, '');
  return [
    paragraph(
      `Each record is one file of the store, .data.json in the folder named by its LID without lid://. Its SHA-256 over the raw bytes must equal the one in the table of record digests (${sectionName(order, 'digests')}).`,
    ),
    ...(records.length > 0 ? [{ type: 'code' as const, lines: records.flatMap((one) => [...shown(`${base}/${one.storePath}`), `# expected: ${one.sha256}`]) }] : []),
  ];
}
