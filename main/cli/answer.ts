/** What a verb answers with; printing it is the same for all of them. */
import type { AsOf } from '../../core/contract/time';
import type { ErrorCode } from '../../core/errors';
import { maskText, maskTexts } from '../../core/redact/mask';
import { type ExitCode, exitCodes } from './exit-codes';
import { printRaw } from './raw';
import { visibleJson, visibleLine } from './visible';

export interface Answer {
  /** For `--json`: one document. */
  json: unknown;
  /** For people, with its newline. Text out of a store has been made visible already, unless `raw`. */
  text: string;
  /** Bytes as they stand when piped; made visible on a terminal. */
  raw?: boolean;
  /** Sentences for stderr. */
  notes?: (string | null)[];
  code?: ExitCode;
}

/** As of which instant it is: the first of its notes, and beside what its JSON says. */
export function datedAnswer(answer: Answer, asOf: AsOf | null): Answer {
  if (asOf === null) return answer;
  const { json } = answer;
  const dated = typeof json === 'object' && json !== null && !Array.isArray(json) ? { asOf, ...json } : { asOf, answer: json };
  return { ...answer, json: dated, notes: [asOf.sentence, ...(answer.notes ?? [])] };
}

/** What is not known as not the whole store was synced: the last of its notes, and beside what its JSON says. */
export function coveredAnswer(answer: Answer, notSynced: string | null): Answer {
  if (notSynced === null) return answer;
  const { json } = answer;
  const covered = typeof json === 'object' && json !== null && !Array.isArray(json) ? { notSynced, ...json } : { notSynced, answer: json };
  return { ...answer, json: covered, notes: [...(answer.notes ?? []), notSynced] };
}

export function print(answer: Answer, json: boolean): ExitCode {
  if (json) printJson(answer.json);
  else if (answer.raw) printRaw(answer.text);
  else process.stdout.write(maskText(answer.text).value);
  // Below the answer, so that on a terminal our verdict stands below Nextflow's line.
  for (const note of answer.notes ?? []) if (note !== null && note !== '') process.stderr.write(`${visibleLine(maskText(note).value)}\n`);
  return answer.code ?? exitCodes.fine;
}

/** One line on stderr: what, why, what to do; with `--json` the same as a document on stdout. */
export function printError(error: { code: ErrorCode | 'usage'; message: string; data?: unknown }, json: boolean): void {
  process.stderr.write(`${visibleLine(maskText(error.message).value)}\n`);
  if (json) printJson({ error });
}

function printJson(value: unknown): void {
  const text = `${JSON.stringify(maskTexts(value), null, 2)}\n`;
  process.stdout.write(process.stdout.isTTY ? visibleJson(text) : text);
}
