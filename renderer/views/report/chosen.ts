/** How a report is asked for, as a person chooses it in the window; what the engine is asked is made of it. */
import type { Input } from '../../../core/contract';
import type { ReportKind, ReportSettings, ReportTemplate } from '../../../core/contract/reports';
import { orderOf } from '../../../core/report/section-order';

export type AskedSettings = NonNullable<Input<'report.outline'>['settings']>;
export type Logo = NonNullable<ReportSettings['logo']>;

export interface Chosen {
  /** null: all. */
  sections: readonly string[] | null;
  classification: string;
  organisation: string;
  logo: Logo | null;
  at: 'newest' | number;
  /** `id` empty: it is a first version. */
  supersedes: { id: string; reason: string };
}

export const usual: Chosen = { sections: null, classification: '', organisation: '', logo: null, at: 'newest', supersedes: { id: '', reason: '' } };

/** A logo without words, and an earlier report without a reason, are left out until they have them. */
export function settingsOf({ sections, classification, organisation, logo, at, supersedes }: Chosen): AskedSettings {
  return {
    at,
    ...(sections === null ? {} : { sections: [...sections] }),
    ...(classification.trim() === '' ? {} : { classification: classification.trim() }),
    ...(organisation.trim() === '' ? {} : { organisation: organisation.trim() }),
    ...(logo === null || logo.alt.trim() === '' ? {} : { logo: { ...logo, alt: logo.alt.trim() } }),
    ...(supersedes.id === '' || supersedes.reason.trim() === '' ? {} : { supersedes: { id: supersedes.id, reason: supersedes.reason.trim() } }),
  };
}

/** What a template keeps; its checkpoint and what it supersedes stay as chosen. */
export function withTemplate(chosen: Chosen, { settings }: Pick<ReportTemplate, 'settings'>): Chosen {
  const { sections = null, classification, organisation = '', logo = null } = settings;
  return { ...chosen, sections, classification, organisation, logo };
}

export function templateSettings(chosen: Chosen): Omit<AskedSettings, 'at' | 'supersedes'> {
  const { at: _, supersedes: __, ...kept } = settingsOf(chosen);
  return kept;
}

/** Turns one section on or off, but for those that are always in it; all on is as if nothing was chosen. */
export function toggled(kind: ReportKind, chosen: readonly string[] | null, id: string): string[] | null {
  const before = orderOf(kind, chosen ?? undefined);
  const now = orderOf(
    kind,
    orderOf(kind).filter((one) => (one === id ? !before.includes(id) : before.includes(one))),
  );
  return now.length === orderOf(kind).length ? null : [...now];
}
