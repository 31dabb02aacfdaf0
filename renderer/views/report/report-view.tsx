/** The report of a run as it will stand in the PDF, drawn as sheets from the same outline. */
import { Button, Group, Text } from '@mantine/core';
import type { ReportOutline } from '../../../core/contract/reports';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { OpenedHere } from '../../parts/opened-here';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { WitnessLine } from '../../parts/witness-line';
import { reportWords } from '../../words/report';
import './report.css';
import { ReportBlockView } from './report-block';
import { SavePdf } from './save-pdf';

type Section = ReportOutline['sections'][number];

/** Sections that begin no page of their own share the sheet of the one before. */
export function sheetsOf(sections: readonly Section[]): { first: number; sections: Section[] }[] {
  const sheets: { first: number; sections: Section[] }[] = [];
  for (const [at, section] of sections.entries()) {
    const last = sheets[sheets.length - 1];
    if (last && !section.newPage) last.sections.push(section);
    else sheets.push({ first: at, sections: [section] });
  }
  return sheets;
}

function SheetHead({ outline }: { outline: ReportOutline }) {
  return (
    <div className="sheet-head">
      <span>
        {visibleText(outline.title)} · {visibleText(outline.subject)}
      </span>
      {outline.draft && <strong className="sheet-draft">{reportWords.draft}</strong>}
    </div>
  );
}

function SheetFoot({ outline }: { outline: ReportOutline }) {
  return (
    <div className="sheet-foot">
      {reportWords.id} {visibleText(outline.id)} · {reportWords.workspace} {visibleText(outline.workspace)} · {reportWords.at} <Instant value={outline.at} /> ·{' '}
      {visibleText(outline.classification)} · {visibleText(outline.product)}
    </div>
  );
}

export function ReportView({ workspace, run }: { workspace: string; run: string }) {
  const query = useCall('report.outline', { workspace, about: { kind: 'run', run } });
  useOpened(workspace, 'report.outline', { about: { kind: 'run', run } });
  return (
    <div className="report">
      <Loaded query={query}>
        {({ outline }) => (
          <>
            <Group gap="sm" align="center" className="report-bar">
              <SavePdf workspace={workspace} run={run} outline={outline} />
              <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
                {reportWords.refresh}
              </Button>
              <Text c="var(--text-muted)" role="status">
                {query.isFetching ? reportWords.renewed : reportWords.preview}
              </Text>
            </Group>
            <WitnessLine workspace={workspace} />
            <div className="sheets" aria-busy={query.isFetching}>
              {sheetsOf(outline.sections).map((sheet) => (
                <article key={sheet.first} className="sheet" aria-label={reportWords.sheet(sheet.first + 1, sheet.sections[0]?.title ?? '')}>
                  <SheetHead outline={outline} />
                  {sheet.first === 0 && <h1 className="sheet-title">{visibleText(outline.title)}</h1>}
                  {sheet.sections.map((section, at) => (
                    <section key={section.title} id={`report-section-${sheet.first + at}`} aria-label={visibleText(section.title)}>
                      <h2>{visibleText(section.title)}</h2>
                      {section.blocks.map((block, index) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a report never move
                        <ReportBlockView key={index} block={block} outline={outline} />
                      ))}
                    </section>
                  ))}
                  <SheetFoot outline={outline} />
                </article>
              ))}
            </div>
            <OpenedHere workspace={workspace} subject={run} />
          </>
        )}
      </Loaded>
    </div>
  );
}
