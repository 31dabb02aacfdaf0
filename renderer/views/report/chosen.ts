/** How a report is asked for, as a person chooses it in the window; what the engine is asked is made of it. */
import type { Input } from '../../../core/contract';
import type { ReportKind, ReportSettings, ReportTemplate } from '../../../core/contract/reports';
import { orderOf, reportSections } from '../../../core/report/section-order';

export type AskedSettings = NonNullable<Input<'report.outline'>['settings']>;
export type Logo = NonNullable<ReportSettings['logo']>;

export interface Chosen {
  /** null: all. */
  sections: readonly string[] | null;
  classification: string;
  organisation: string;
  logo: Logo | null;
  /** Of a run: the run that it is held against; null: the newest earlier one of the same pipeline. */
  against: string | null;
  at: 'newest' | number;
  /** `id` empty: it is a first version. */
  supersedes: { id: string; reason: string };
}

export const usual: Chosen = { sections: null, classification: '', organisation: '', logo: null, against: null, at: 'newest', supersedes: { id: '', reason: '' } };

/** A logo without words, and an earlier report without a reason, are left out until they have them. */
export function settingsOf({ sections, classification, organisation, logo, against, at, supersedes }: Chosen): AskedSettings {
  return {
    at,
    ...(sections === null ? {} : { sections: [...sections] }),
    ...(against === null ? {} : { against }),
    ...(classification.trim() === '' ? {} : { classification: classification.trim() }),
    ...(organisation.trim() === '' ? {} : { organisation: organisation.trim() }),
    ...(logo === null || logo.alt.trim() === '' ? {} : { logo: { ...logo, alt: logo.alt.trim() } }),
    ...(supersedes.id === '' || supersedes.reason.trim() === '' ? {} : { supersedes: { id: supersedes.id, reason: supersedes.reason.trim() } }),
  };
}

/** What a template keeps; its checkpoint, the other run and what it supersedes stay as chosen. */
export function withTemplate(chosen: Chosen, { settings }: Pick<ReportTemplate, 'settings'>): Chosen {
  const { sections = null, classification, organisation = '', logo = null } = settings;
  return { ...chosen, sections, classification, organisation, logo };
}

export function templateSettings(chosen: Chosen): Omit<AskedSettings, 'at' | 'against' | 'supersedes'> {
  const { at: _, supersedes: __, against: ___, ...kept } = settingsOf(chosen);
  return kept;
}

/** Turns one section on or off, but for those that are always in it; the usual ones are as if nothing was chosen. */
export function toggled(kind: ReportKind, chosen: readonly string[] | null, id: string): string[] | null {
  const before = orderOf(kind, chosen ?? undefined);
  const now = orderOf(
    kind,
    Object.keys(reportSections[kind]).filter((one) => (one === id ? !before.includes(id) : before.includes(one))),
  );
  return now.join() === orderOf(kind).join() ? null : [...now];
}
