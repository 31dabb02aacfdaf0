/** What travels inside a report as files: all that it says as data, and its outputs as CSV. Made of the outline: what is masked in the report is masked in them. */
import canonicalize from 'canonicalize';
import type { ReportAsked, ReportBlock, ReportOutline } from '../contract/reports';
import { createCsv } from '../csv';
import type { PdfAttachment } from '../ports';

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

/** What was made last of an outline: whoever states it and whoever draws it need the same. */
const lastMade = new WeakMap<ReportOutline, { beside: string; files: readonly PdfAttachment[] }>();

/** The files of one report, evidence.json first; the same outline gives the same bytes. Without outputs.csv where one is attached already. */
export function enclosedFiles(outline: ReportOutline, { asked, attached }: BesideOutline = { asked: null, attached: [] }): readonly PdfAttachment[] {
  const named = attached.filter(({ name }) => name !== statementName);
  const beside = JSON.stringify([asked, named]);
  const last = lastMade.get(outline);
  if (last?.beside === beside) return last.files;
  const files = filesOf(outline, { asked, attached: named });
  lastMade.set(outline, { beside, files });
  return files;
}

function filesOf(outline: ReportOutline, { asked, attached }: BesideOutline): PdfAttachment[] {
  const outputs = attached.some(({ name }) => name === outputsName) ? null : outputsCsv(outline);
  return [
    {
      name: evidenceName,
      mime: 'application/json',
      description: 'All that this report says, as data, and the digests that it cites: canonical JSON (RFC 8785)',
      relationship: 'Source',
      bytes: new TextEncoder().encode(canonicalize({ format, outline, cites: cited(outline), asked, attached })),
    },
    ...(outputs === null
      ? []
      : [
          {
            name: outputsName,
            mime: 'text/csv',
            description: 'The outputs as in the report, one a line',
            relationship: 'Data' as const,
            bytes: new TextEncoder().encode(outputs),
          },
        ]),
  ];
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
