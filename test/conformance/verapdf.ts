/** What veraPDF says of PDFs. */
import { runValidator } from './validators';

export type Flavour = '3a' | '3b' | 'ua1';
export interface VeraPdfResult {
  file: string;
  flavour: Flavour;
  compliant: boolean;
  /** How many single checks were made. */
  checks: number;
  /** clause: of the standard; test: its number in veraPDF's profile; context: the object in the file. */
  failures: { clause: string; test: number; message: string; context: string }[];
}

/** One result a file and flavour, in their order: `3a` is PDF/A-3a (ISO 19005-3), `ua1` PDF/UA-1 (ISO 14289-1). Throws where veraPDF could not read a file. */
export function verapdf(flavours: readonly Flavour[], ...paths: string[]): VeraPdfResult[] {
  const { status, stdout, stderr } = runValidator('verapdf', [flavours.join(','), ...paths]);
  if (status !== 0) throw new Error(`veraPDF could not read ${paths.join(', ')}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Flavour, clause and words of each failed rule once, for an assertion that reads well. */
export function failedRules(results: readonly VeraPdfResult[]): string[] {
  return [...new Set(results.flatMap(({ flavour, failures }) => failures.map(({ clause, test, message }) => `${flavour} ${clause}-${test}: ${message}`)))];
}
