/** How a reader checks what is embedded in the report: each command as it is to be typed, with what it prints where all is well. */
import type { ReportBlock } from '../../contract/reports';
import type { ReportMaking } from '../compose';
import type { CommonFacts } from '../facts-common';
import { paragraph, shellQuoted } from '../words';

/** `logKeys` null or left out: no checkpoint is embedded. Lines are short enough to stand on one line of a page, but for names that are longer. */
export function embeddedBlocks({ logKeys }: Pick<ReportMaking, 'logKeys'>, { workspace }: Pick<CommonFacts, 'workspace'>): ReportBlock[] {
  if (logKeys == null) return [];
  const [key = ''] = logKeys;
  return [
    { type: 'heading', text: 'What is embedded in this file' },
    paragraph(
      'Needed: a POSIX shell, sha256sum, poppler (pdfdetach, pdftotext), OpenSSL 3, Python 3.8 or later. Copy this report as report.pdf into an empty folder and type there what follows. A line that begins with “# expected:” says what the command before it prints.',
    ),
    paragraph('Take the embedded files out, and hold evidence.json, which has all that this report says as data, against the SHA-256 that every page prints:'),
    {
      type: 'code',
      lines: [
        'pdfdetach -saveall report.pdf',
        `pdftotext -layout report.pdf - | grep -o 'json, SHA-256 [0-9a-f]\\{64\\}' | sort -u > printed`,
        'echo "json, SHA-256 $(sha256sum evidence.json | cut -c 1-64)" > computed',
        'cmp printed computed && echo "the same on every page"',
        '# expected: the same on every page',
      ],
    },
    paragraph(
      'The checkpoint that this report is of is signed by the log. The public key is printed here as the log had it then; what it is worth depends on how you know it: compare it with one that you were given by another way, such as a checkpoint or a bundle from before.',
    ),
    {
      type: 'code',
      lines: [
        `KEY=${shellQuoted(key)}`,
        `awk '/^$/{exit} 1' checkpoint.txt > signed`,
        `tail -n 1 checkpoint.txt | awk '{print $3}' | base64 -d | tail -c 64 > signature`,
        `printf '0*0\\005\\006\\003+ep\\003!\\000' > key.der`,
        'echo "$KEY" | cut -d + -f 3- | base64 -d | tail -c 32 >> key.der',
        'openssl pkeyutl -verify -pubin -keyform DER -inkey key.der \\',
        '  -rawin -in signed -sigfile signature && echo "signed with that key"',
        '# expected: signed with that key',
      ],
    },
    paragraph(
      'The rest is done by verify-report.py, which is embedded too: the digest of each embedded file against evidence.json; each proof from the digest of a record, as in the table of record digests, to the root that the checkpoint signs; the statement over the embedded files and its signature. A copy of the script from the source of this program is worth more than the one in the file that is checked. It says what was not looked at, and ends with 0 where all that was looked at holds.',
    ),
    {
      type: 'code',
      lines: [
        ...logKeys.map((one, at) => `echo ${shellQuoted(one)} ${at === 0 ? '>' : '>>'} keys.txt`),
        'python3 verify-report.py report.pdf --key keys.txt',
        '# expected: All that was looked at holds.',
        ...(workspace.remote
          ? []
          : [
              '# With the store at hand, each of its records is read as well:',
              'python3 verify-report.py report.pdf --key keys.txt \\',
              `  --store ${shellQuoted(workspace.store)}`,
              '# expected: All that was looked at holds.',
            ]),
      ],
    },
    paragraph(
      'What this does not show: that records were true when they were written, and that nobody who held the key and the evidence made both anew. Against that stands a checkpoint that somebody else has kept: --checkpoint FILE holds one against the one embedded here.',
      'caution',
    ),
  ];
}
