/** One block of a report on screen, with the same words as in the PDF. */
import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ReportBlock, ReportCell, ReportOutline } from '../../../core/contract/reports';
import { verdictWords } from '../../../core/verify/verdict';
import { SafeText } from '../../parts/masked';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleLines, visibleName, visibleText } from '../../parts/visible-text';
import { useWorkspace } from '../../parts/workspace-context';
import { paths } from '../../routes';
import { reportWords } from '../../words/report';
import { ReportPicture } from './picture';

type Of<T extends ReportBlock['type']> = Extract<ReportBlock, { type: T }>;

/** Rows drawn of a long table before "show all". */
const firstRows = 60;

function Cell({ cell }: { cell: ReportCell }) {
  const workspace = useWorkspace();
  const text = <SafeText text={cell.text} />;
  return (
    <>
      {cell.verdict && <VerdictBadge verdict={cell.verdict} compact />}{' '}
      <span className={cell.mono ? 'mono wrap-anywhere' : 'wrap-anywhere'}>
        {cell.lid ? (
          <Anchor component={Link} href={paths.record(workspace, cell.lid)} inherit>
            {cell.text.trim() === '' ? visibleName(cell.text) : text}
          </Anchor>
        ) : (
          text
        )}
      </span>
    </>
  );
}

function Table({ block }: { block: Of<'table'> }) {
  const [all, setAll] = useState(false);
  const rows = all ? block.rows : block.rows.slice(0, firstRows);
  /** In the report, of which a preview has the first ones of a long table. */
  const total = block.rowCount ?? block.rows.length;
  const weight = block.columns.reduce((sum, column) => sum + column.weight, 0) || 1;
  return (
    <>
      <table className="report-table">
        <caption>{visibleText(block.caption)}</caption>
        <colgroup>
          {block.columns.map((column) => (
            <col key={column.title} style={{ width: `${(column.weight / weight) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {block.columns.map((column) => (
              <th key={column.title} scope="col" data-align={column.align}>
                {visibleText(column.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a report never move
            <tr key={at}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor do its cells
                <td key={column} data-align={block.columns[column]?.align}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < total && (
        <p className="muted">
          {reportWords.moreRows(rows.length, total)}{' '}
          {rows.length < block.rows.length && (
            <Button variant="subtle" size="compact-xs" onClick={() => setAll(true)}>
              {block.rows.length < total ? reportWords.firstRows(block.rows.length) : reportWords.allRows(total)}
            </Button>
          )}
        </p>
      )}
    </>
  );
}

function Counts({ block }: { block: Of<'counts'> }) {
  return (
    <ul className="report-counts">
      {block.items.map((item) => (
        <li key={item.label} data-tone={item.verdict ? verdictWords[item.verdict].tone : undefined}>
          <span className="report-number">
            {item.verdict && <span aria-hidden="true">{verdictWords[item.verdict].sign} </span>}
            {visibleText(item.value)}
          </span>
          <span>{visibleText(item.label)}</span>
        </li>
      ))}
    </ul>
  );
}

export function ReportBlockView({ block, outline }: { block: ReportBlock; outline: ReportOutline }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p className="report-paragraph" data-tone={block.tone}>
          <SafeText text={block.text} />
        </p>
      );
    case 'heading':
      return <h4>{visibleText(block.text)}</h4>;
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>
              <SafeText text={item} />
            </li>
          ))}
        </ul>
      );
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre className="report-code" tabIndex={0}>
          {block.lines.map(visibleLines).join('\n')}
        </pre>
      );
    case 'contents':
      return (
        <nav aria-label={reportWords.contents} className="report-contents">
          <ol>
            {outline.sections.map((section, at) => (
              <li key={section.title}>
                <button type="button" className="check-open" onClick={() => document.getElementById(`report-section-${at}`)?.scrollIntoView({ block: 'start' })}>
                  {visibleText(section.title)}
                </button>
              </li>
            ))}
          </ol>
        </nav>
      );
    case 'facts':
      return (
        <dl className="report-facts">
          {block.rows.map((row) => (
            <div key={row.name}>
              <dt>{visibleText(row.name)}</dt>
              <dd className={row.mono ? 'mono wrap-anywhere' : 'wrap-anywhere'}>
                <SafeText text={row.value} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'counts':
      return <Counts block={block} />;
    case 'table':
      return <Table block={block} />;
    case 'signatures':
      return null; // a draft, which is what is shown, has no places for signatures
    case 'picture':
      return <ReportPicture picture={block} />;
  }
}
