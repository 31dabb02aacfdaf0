/** How a reader without this program can check the report with tools that every system has. */

import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { sectionName } from '../section-order';
import { paragraph, shellQuoted } from '../words';

export function verifyYourselfSection({ workspace, outputs, digests, order }: Pick<RunReportFacts, 'workspace' | 'outputs' | 'digests' | 'order'>): SectionBody {
  const files = outputs.filter((file) => file.check?.sha256 && file.check.checkedPath).slice(0, 3);
  const records = digests.filter((one) => one.sha256 !== null && !one.vanished && one.storePath !== null).slice(0, 3);
  const shown = (path: string) => (/^s3:\/\//.test(path) ? `aws s3 cp ${shellQuoted(path)} - | sha256sum` : `sha256sum ${shellQuoted(path)}`);
  const base = workspace.store.replace(/\/+$/, '');
  return {
    blocks: [
      { type: 'heading', text: 'A published file' },
      paragraph(
        `Compute its SHA-256 and compare the 64 digits with the table of outputs (${sectionName(order, 'outputs')}). Equal digits: the file is byte for byte the one that was read at the time of the check.`,
      ),
      files.length > 0
        ? { type: 'code', lines: files.flatMap((file) => [shown(file.check?.checkedPath ?? ''), `# expected: ${file.check?.sha256 ?? ''}`]) }
        : paragraph('No published file has been read yet, so there is no SHA-256 to compare with.'),
      { type: 'heading', text: 'A record of the store' },
      paragraph(
        `Each record is one file of the store, .data.json in the folder named by its LID without lid://. Its SHA-256 over the raw bytes must equal the one in the table of record digests (${sectionName(order, 'digests')}).`,
      ),
      ...(records.length > 0 ? [{ type: 'code' as const, lines: records.flatMap((one) => [shown(`${base}/${one.storePath}`), `# expected: ${one.sha256}`]) }] : []),
      paragraph(
        'On Windows: certutil -hashfile FILE SHA256. On macOS: shasum -a 256 FILE. Characters that stand on a grey ground as U+XXXX are single characters of the name that cannot be printed; type the character with that Unicode number.',
      ),
    ],
  };
}
