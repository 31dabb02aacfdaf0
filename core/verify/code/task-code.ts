/** Finds the lines of a script that a task's `codeChecksum` is the hash of: the text of its script block before variables are filled in. */
import type { Hash } from '../../ports';
import { textValue } from '../checksum/modes';

export interface Lines {
  /** Counted from 1, both included. */
  from: number;
  to: number;
}

const longestBlock = 400;
const blockLabel = /^(\s*)(script|shell|exec|stub)\s*:(.*)$/;
const opensText = /^\s*("""|'''|"|'|\$\/|\/)/;

/**
 * Nextflow (nf-lang, ScriptToGroovyHelper.getSourceText; the 25.04 parser alike) takes the lines of the block from its first
 * statement on, the spaces before it kept, each with a newline, the last one cut after the last statement. So ranges of lines
 * are tried: from behind a label, or from where a text opens, to any line that can end one. What equals stands in the script;
 * that nothing equals proves nothing (several statements, comments between them).
 */
export function findCode(script: string, wanted: ReadonlySet<string>, murmur3: () => Hash): Map<string, Lines> {
  const found = new Map<string, Lines>();
  const lines = script.split(/\r?\n/);
  for (const [first, start] of starts(lines)) {
    let text = '';
    for (let at = first; at < Math.min(lines.length, first + longestBlock); at++) {
      const line = (at === first ? start : lines[at]) ?? '';
      if (at > first && (line.startsWith('}') || /^process\s/.test(line))) break;
      const cut = line.trimEnd();
      if (/["'})/]$/.test(cut)) {
        const value = textValue(murmur3, `${text}${cut}\n`);
        if (wanted.has(value) && !found.has(value)) found.set(value, { from: first + 1, to: at + 1 });
      }
      text += `${line}\n`;
      if (found.size === wanted.size) return found;
    }
  }
  return found;
}

/** Line numbers (from 0) and the first line as hashed: the spaces at its start and the statement, without a label before it. */
function* starts(lines: readonly string[]): Generator<[number, string]> {
  for (const [at, line] of lines.entries()) {
    const label = blockLabel.exec(line);
    if (label !== null && label[3]?.trim() !== '') yield [at, `${/^ */.exec(line)?.[0]}${label[3]?.trimStart()}`];
    else if (label !== null) {
      for (let next = at + 1; next < Math.min(at + 12, lines.length); next++) {
        const first = lines[next] ?? '';
        if (first.trim() === '' || /^\s*(\/\/|\/?\*)/.test(first)) continue;
        yield [next, hashedStart(first)];
        break;
      }
    } else if (opensText.test(line)) yield [at, hashedStart(line)];
  }
}

/** Only spaces count as indentation: tabs are not kept. */
function hashedStart(line: string): string {
  return `${/^ */.exec(line)?.[0]}${line.trimStart()}`;
}
