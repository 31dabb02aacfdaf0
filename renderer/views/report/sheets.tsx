/** A report as it will stand in the PDF, drawn as sheets from the same outline. */
import type { ReportOutline } from '../../../core/contract/reports';
import { Instant } from '../../parts/instant';
import { visibleText } from '../../parts/visible-text';
import { reportWords } from '../../words/report';
import { ReportBlockView } from './report-block';

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

export function Sheets({ outline, busy }: { outline: ReportOutline; busy: boolean }) {
  const { logo } = outline;
  return (
    <div className="sheets" aria-busy={busy}>
      {sheetsOf(outline.sections).map((sheet) => (
        <article key={sheet.first} className="sheet" aria-label={reportWords.sheet(sheet.first + 1, sheet.sections[0]?.title ?? '')}>
          <SheetHead outline={outline} />
          {sheet.first === 0 && (
            <>
              {logo && <img className="sheet-logo" src={`data:image/${logo.type};base64,${logo.base64}`} alt={visibleText(logo.alt)} />}
              <h2 className="sheet-title">{visibleText(outline.title)}</h2>
            </>
          )}
          {sheet.sections.map((section, at) => (
            <section key={section.title} id={`report-section-${sheet.first + at}`} aria-label={reportWords.section(visibleText(section.title))}>
              <h3>{visibleText(section.title)}</h3>
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
  );
}
