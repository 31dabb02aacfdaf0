/** What travels inside a report as files: all that it says as data, and its outputs as CSV. Made of the outline: what is masked in the report is masked in them. */
import type { ReportAsked, ReportBlock, ReportOutline } from '../contract/reports';
import { createCsv } from '../csv';
import { encoded } from '../encoded';
import type { EmbeddedBytes, PdfAttachment, PdfPort } from '../ports';
import { canonicalPieces } from './canonical-pieces';

type Table = Extract<ReportBlock, { type: 'table' }>;

/** Of the layout of evidence.json. */
const format = 'lineage-audit-report/1';
export const evidenceName = 'evidence.json';
export const outputsName = 'outputs.csv';
/** It is over evidence.json, which therefore cannot name it. */
export const statementName = 'statement.dsse.json';

/** What evidence.json says beside the outline: the question, for making the report again, and the digests of what else is embedded. */
export interface BesideOutline {
  asked: ReportAsked | null;
  attached: readonly { name: string; sha256: string }[];
}

/** As deep as the rows of the tables of the sections of the outline. */
const wholeFrom = 7;

/** The files of one report, evidence.json first; the same outline gives the same bytes. Without outputs.csv where one is attached already. Yields where others may have a turn. */
export function* enclosedFiles(
  pdf: Pick<PdfPort, 'file'>,
  outline: ReportOutline,
  { asked, attached }: BesideOutline = { asked: null, attached: [] },
): Generator<void, PdfAttachment[]> {
  const named = attached.filter(({ name }) => name !== statementName).map(({ name, sha256 }) => ({ name, sha256 }));
  const outputs = named.some(({ name }) => name === outputsName) ? null : outputsCsv(outline);
  const evidence = canonicalPieces({ format, outline, cites: cited(outline), asked, attached: named }, wholeFrom);
  return [
    {
      name: evidenceName,
      mime: 'application/json',
      description: 'All that this report says, as data, and the digests that it cites: canonical JSON (RFC 8785)',
      relationship: 'Source',
      content: yield* embedded(pdf, evidence),
    },
    ...(outputs === null
      ? []
      : [
          {
            name: outputsName,
            mime: 'text/csv',
            description: 'The outputs as in the report, one a line',
            relationship: 'Data' as const,
            content: yield* embedded(pdf, [outputs]),
          },
        ]),
  ];
}

/** A text as a file of a report, packed while it is made and after; yields where others may have a turn. */
export function* embedded(pdf: Pick<PdfPort, 'file'>, parts: Iterable<string>): Generator<void, EmbeddedBytes> {
  const file = pdf.file();
  try {
    for (const bytes of encoded(parts)) {
      file.push(bytes);
      yield;
    }
    return file.end();
  } finally {
    file.leave();
  }
}

/** Of every row of a table that holds a SHA-256: the digest and what it is of, by LID or by the row's first words. */
function cited(outline: ReportOutline): { sha256: string; lid: string | null; text: string; section: string }[] {
  return outline.sections.flatMap(({ title, blocks }) =>
    tables(blocks).flatMap(({ rows }) =>
      rows.flatMap((row) => {
        const sha256 = row.map(({ text }) => text.match(/^[0-9a-f]{64}\b/)?.[0]).find((digest) => digest !== undefined);
        return sha256 === undefined ? [] : [{ sha256, lid: row.find((cell) => cell.lid !== undefined)?.lid ?? null, text: row[0]?.text ?? '', section: title }];
      }),
    ),
  );
}

/** The longest table of the section on outputs, with LIDs and verdicts in columns of their own; null where a report has none. */
function outputsCsv({ workspace, sections }: ReportOutline): string | null {
  const among = sections.filter(({ title }) => title.startsWith('Outputs')).flatMap(({ blocks }) => tables(blocks));
  const [longest] = among.sort((a, b) => b.rows.length - a.rows.length);
  if (longest === undefined) return null;
  const csv = createCsv();
  const head = csv.head(workspace, [...longest.columns.map(({ title }) => title), 'LID', 'Verdict (word)']);
  const lines = longest.rows.map((row) =>
    csv.line([...row.map(({ text }) => text), row.find(({ lid }) => lid !== undefined)?.lid ?? null, row.find(({ verdict }) => verdict !== undefined)?.verdict ?? null]),
  );
  return head + lines.join('');
}

function tables(blocks: readonly ReportBlock[]): Table[] {
  return blocks.filter((block) => block.type === 'table');
}
