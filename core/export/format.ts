/** What a format of exports is: its name, what it has a place for, and its text, made in parts out of a scope. */
import { asOfHead } from '../time/words';
import { type FactName, type NotCarried, notCarriedLines } from './facts';
import type { Digests, ExportScope } from './scope';

export const formatIds = ['ro-crate', 'bco', 'prov-json', 'prov-n', 'openlineage', 'graphml', 'dot', 'mermaid', 'csv', 'csv-links', 'jsonl', 'sha256sum'] as const;
export type FormatId = (typeof formatIds)[number];

export interface Making {
  digests: Digests;
  /** What this format leaves out of this scope. */
  left: readonly NotCarried[];
}

export interface TextFile {
  name: string;
  parts: Iterable<string>;
}

interface About {
  id: FormatId;
  title: string;
  /** Which version of which specification. */
  standard: string;
  extension: string;
  carries: readonly FactName[];
  /** What no scope of any kind lets it say, beyond what it has no place for. */
  limits: readonly string[];
  /** Why it cannot be made of this scope, and what to do; null: it can. */
  refuses?(scope: ExportScope): string | null;
}

/** `parts`: one text. `entries`: several files, packed into a zip. */
export type ExportFormat = About & ({ parts(scope: ExportScope, making: Making): Iterable<string> } | { entries(scope: ExportScope, making: Making): TextFile[] });

/** Lines for the place that a format has for remarks: of what it is, what it cannot show, what it leaves out. */
export function remarks({ about, of, masked }: ExportScope, { left }: Pick<Making, 'left'>): string[] {
  return [
    `Export of ${of.kind === 'run' ? 'the run' : of.kind === 'file' ? 'all that was recorded upstream of' : ''} ${of.title} (${of.ids.slice(0, 20).join(', ')}${of.ids.length > 20 ? ' …' : ''})`.replace(
      '  ',
      ' ',
    ),
    `Made ${about.at} by ${about.by} with ${about.product} ${about.version} out of workspace ${about.workspace}, store ${about.store}`,
    ...(about.asOf === null ? [] : [asOfHead(about.asOf)]),
    ...(about.coverage === undefined ? [] : [about.coverage]),
    'It says what the lineage records say, and what was checked. That records were true when written, it cannot show.',
    ...(masked === 0
      ? []
      : [`${masked} values are masked: [masked: …]. Digits behind hmac: are those of an HMAC with a key that never leaves the installation: equal ones stand for equal originals`]),
    ...notCarriedLines(left).map((line) => `NOT CARRIED: ${line}`),
  ];
}
