/** `lineage diff`: two records as Nextflow prints them, compared line by line in git's form (LinCommandImpl.generateDiff, JGit's DiffFormatter). */
import type { Edit } from './frontier';
import { editsBetween } from './myers';

const context = 3;

/** With its newlines, as it stands on stdout. `left` and `right` are the keys; the texts have no newline at their end. */
export function diffText(left: { key: string; text: string }, right: { key: string; text: string }): string {
  const a = linesOf(left.text);
  const b = linesOf(right.text);
  const head = `diff --git ${left.key} ${right.key}\n--- ${left.key}\n+++ ${right.key}\n`;
  return `${head}${hunks(editsBetween(a, b))
    .map((hunk) => hunkText(hunk, a, b))
    .join('')}\n`;
}

/** Lines with their newline: a last line without one is another line than one with it. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Edits whose contexts touch stand in one hunk. */
function hunks(edits: Edit[]): Edit[][] {
  const groups: Edit[][] = [];
  for (const edit of edits) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && (edit.beginA - last.endA <= 2 * context || edit.beginB - last.endB <= 2 * context)) groups.at(-1)?.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

function hunkText(edits: Edit[], a: string[], b: string[]): string {
  const first = edits[0];
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return '';
  const beginA = Math.max(0, first.beginA - context);
  const beginB = Math.max(0, first.beginB - context);
  const endA = Math.min(a.length, last.endA + context);
  const endB = Math.min(b.length, last.endB + context);
  let text = `@@ -${range(beginA, endA)} +${range(beginB, endB)} @@\n`;
  let at = beginA;
  for (const edit of edits) {
    text += marked(' ', a.slice(at, edit.beginA)) + marked('-', a.slice(edit.beginA, edit.endA)) + marked('+', b.slice(edit.beginB, edit.endB));
    at = edit.endA;
  }
  return text + marked(' ', a.slice(at, endA));
}

function range(begin: number, end: number): string {
  if (end === begin) return `${begin},0`;
  return end - begin === 1 ? `${begin + 1}` : `${begin + 1},${end - begin}`;
}

function marked(sign: string, lines: string[]): string {
  return lines.map((line) => (line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`)).join('');
}
