/** Puts a report together: what stands on its first page whatever it is of, its sections in their order, and its id. */
import type { ReportBlock, ReportCheckpoint, ReportKind, ReportOutline, ReportSettings } from '../contract/reports';
import { atOnce } from '../pause';
import type { Hash, Ports } from '../ports';
import { datedSections } from './as-of';
import type { CommonFacts } from './facts-common';
import { reportIdInTurns } from './report-id';
import { leftOutOf, type Order, sectionTitle } from './section-order';
import { embeddedBlocks } from './sections/verify-embedded';
import { utc } from './words';

export type Section = ReportOutline['sections'][number];
export type SectionBody = Omit<Section, 'id' | 'title'>;

/** Of what, and how it was asked for: the same makes the same report, whoever makes it. */
export interface ReportMaking {
  at: string;
  checkpoint: ReportCheckpoint | null;
  product: string;
  settings: Pick<ReportSettings, 'classification' | 'organisation' | 'logo' | 'supersedes'>;
  version: number;
  /** Which rules and key masked it, and what these are, in words. */
  masking?: { rules: string; key: string; words: string };
  /** Verifier keys of the log, that of the checkpoint first, where the checkpoint is embedded in the report. */
  logKeys?: readonly string[] | null;
}

export interface Told {
  kind: ReportKind;
  title: string;
  subject: string;
  /** The time that the facts of the subject span, in words. */
  period: string;
  common: CommonFacts;
  sections: Section[];
}

/** The runtime is no part of it: the same report is made in the window and on the command line. */
export function productWords({ product, version }: Pick<Ports['who'], 'product' | 'version'>): string {
  return `${product} ${version}`;
}

type Makers<Facts> = Record<string, (facts: Facts) => SectionBody>;

export function sectionsOf<Facts>(kind: ReportKind, order: Order, makers: Makers<Facts>, facts: Facts): Section[] {
  return atOnce(sectionsInTurns(kind, order, makers, facts));
}

/** One section after another. */
export function* sectionsInTurns<Facts>(kind: ReportKind, order: Order, makers: Makers<Facts>, facts: Facts): Generator<void, Section[]> {
  const sections: Section[] = [];
  for (const id of order) {
    const made = makers[id]?.(facts);
    if (made !== undefined) sections.push({ id, title: sectionTitle(kind, id), ...made });
    yield;
  }
  return sections;
}

export function* composeInTurns(told: Told, making: ReportMaking, hash: Hash): Generator<void, ReportOutline> {
  const { kind, title, subject, common } = told;
  const { settings, version, at, checkpoint, product } = making;
  const [first, ...rest] = told.sections.map((section) =>
    section.id === 'verify-yourself' ? { ...section, blocks: [...embeddedBlocks(making, common), ...section.blocks] } : section,
  );
  const said: Omit<ReportOutline, 'id'> = {
    kind,
    title,
    subject,
    workspace: common.workspace.name,
    at,
    checkpoint,
    product,
    classification: settings.classification,
    organisation: settings.organisation ?? null,
    logo: settings.logo ?? null,
    version,
    supersedes: settings.supersedes ?? null,
    ...(making.masking === undefined ? {} : { masking: { rules: making.masking.rules, key: making.masking.key } }),
    draft: true,
    sections: datedSections(common.workspace.name, first === undefined ? [] : [{ ...first, blocks: [cover(told, making), ...leftOut(told), ...first.blocks] }, ...rest]),
  };
  return { id: yield* reportIdInTurns(said, hash), ...said };
}

/** The id stands in the head of the page: it is made of what is said here. */
function cover({ subject, period, common: { workspace } }: Told, { settings, version, at, checkpoint, masking }: ReportMaking): ReportBlock {
  const row = (name: string, value: string, mono = false) => ({ name, value, mono });
  const { supersedes, organisation } = settings;
  return {
    type: 'facts',
    rows: [
      ...(organisation === undefined ? [] : [row('Organisation', organisation)]),
      row('Subject', subject),
      row('Period', period),
      row('Version', supersedes === undefined ? String(version) : `${version}; supersedes ${supersedes.id}, which stays as it is: ${supersedes.reason}`),
      row('Workspace and store', `${workspace.name}: ${workspace.store}`),
      row(
        'State of',
        checkpoint === null
          ? `${utc(at)}. It is of no checkpoint: it cannot be made again to the byte.`
          : `checkpoint ${checkpoint.number} of the log ${checkpoint.origin}, ${utc(at)}, over ${checkpoint.size} leaves`,
      ),
      ...(checkpoint === null ? [] : [row('Evidence digest', checkpoint.root, true)]),
      row('Classification', settings.classification),
      ...(masking === undefined ? [] : [row('Masked', masking.words)]),
    ],
  };
}

/** What somebody chose to leave out is named, so that nobody takes its absence for an answer. */
function leftOut({ kind, common: { order } }: Told): ReportBlock[] {
  const missing = leftOutOf(kind, order);
  if (missing.length === 0) return [];
  return [{ type: 'paragraph', text: `Left out of this report by choice: ${missing.map((id) => sectionTitle(kind, id)).join(', ')}.`, tone: 'caution' }];
}
