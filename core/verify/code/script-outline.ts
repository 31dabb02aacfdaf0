/** Reads a Nextflow script as far as it takes to know whose a text is: its processes with their blocks, its includes; comments and texts in texts are none. */

export interface Block {
  /** The statements of the block, from the first character of the first to the last of the last. */
  text: string;
  /** Spaces before it on its line. */
  indent: string;
  /** Lines, counted from 1, both included. */
  from: number;
  to: number;
  /** One text on lines of its own and nothing else: what Nextflow hashes of it is known for certain. */
  plain: boolean;
}
export interface Process {
  name: string;
  blocks: Block[];
}
export interface Include {
  name: string;
  as: string;
  from: string;
}

type Span = [from: number, to: number];
interface Masked {
  text: string;
  /** The same length: comments are spaces. */
  clean: string;
  /** The same length: comments and texts are spaces, line ends kept. */
  code: string;
  /** Of texts, by where they end. */
  texts: Map<number, number>;
  /** Of each character, its line counted from 1. */
  lines: Uint32Array;
}

const startsProcess = /process\s+(?:([A-Za-z_$][\w$]*)|'([^'\n]*)'|"([^"\n]*)")\s*\{/y;
const startsInclude = /include\s*\{([^{}]*)\}\s*from\s*(?:'([^'\n]*)'|"([^"\n]*)")/y;
const label = /^[^\S\n]*(script|shell|exec|stub|input|output|when|stage|topic)[^\S\n]*:/gm;
const hashed: readonly string[] = ['script', 'shell', 'exec', 'stub'];

export function outlineOf(script: string): { processes: Process[]; includes: Include[] } {
  const masked = mask(script.replaceAll('\r\n', '\n'));
  const { clean, code } = masked;
  const processes: Process[] = [];
  const includes: Include[] = [];
  let statement = true;
  for (let at = 0; at < code.length; at++) {
    const char = code[at] as string;
    if (statement && char === 'p') {
      const [whole, ...names] = matchAt(startsProcess, clean, at) ?? [];
      if (whole !== undefined) {
        const close = closing(code, at + whole.length);
        processes.push({ name: names.find((name) => name !== undefined) ?? '', blocks: blocksOf(masked, [at + whole.length, close]) });
        at = close;
        continue;
      }
    }
    if (statement && char === 'i') {
      const [whole, names, ...from] = matchAt(startsInclude, clean, at) ?? [];
      if (whole !== undefined) {
        for (const one of (names ?? '').split(/[;\n]/)) {
          const [, name, as] = /^\s*([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(one) ?? [];
          if (name !== undefined) includes.push({ name, as: as ?? name, from: from.find((path) => path !== undefined) ?? '' });
        }
        at += whole.length - 1;
        continue;
      }
    }
    if (char === '{') at = closing(code, at + 1);
    if (char === '\n' || char === ';' || char === '{') statement = true;
    else if (char.trim() !== '' || clean[at]?.trim() !== '') statement = false;
  }
  return { processes, includes };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Where the brace closes that was opened just before; the end of the script where none does. */
function closing(code: string, from: number): number {
  let depth = 1;
  for (let at = from; at < code.length; at++) {
    if (code[at] === '{') depth++;
    else if (code[at] === '}' && --depth === 0) return at;
  }
  return code.length;
}

/** The blocks that hold what a task runs; in a process without their labels, the text that ends it. */
function blocksOf(masked: Masked, [from, to]: Span): Block[] {
  const body = outermost(masked.code.slice(from, to));
  const labels = [...body.matchAll(label)].map((match) => ({ kind: match[1] as string, at: from + match.index, end: from + match.index + match[0].length }));
  if (!labels.some(({ kind }) => hashed.includes(kind))) {
    const end = trimmed(masked.clean, [from, to])[1];
    const start = masked.texts.get(end);
    return start === undefined || start < from ? [] : blockAt(masked, [start, end]).filter(({ plain }) => plain);
  }
  return labels.flatMap(({ kind, end }, i) => (hashed.includes(kind) ? blockAt(masked, trimmed(masked.clean, [end, labels[i + 1]?.at ?? to])) : []));
}

function blockAt({ text, texts, lines }: Masked, [from, to]: Span): Block[] {
  if (from >= to) return [];
  const line = text.lastIndexOf('\n', from - 1) + 1;
  const before = text.slice(line, from);
  return [
    {
      text: text.slice(from, to),
      indent: /^ */.exec(before)?.[0] ?? '',
      from: lines[from] ?? 0,
      to: lines[to - 1] ?? 0,
      plain: texts.get(to) === from && /^ *$/.test(before),
    },
  ];
}

function trimmed(clean: string, [from, to]: Span): Span {
  let [start, end] = [from, to];
  while (start < end && clean[start]?.trim() === '') start++;
  while (start < end && (clean[end - 1]?.trim() === '' || clean[end - 1] === ';')) end--;
  return [start, end];
}

/** What stands within braces, brackets and parentheses is spaces: a label in there is none of the process. */
function outermost(code: string): string {
  let depth = 0;
  return Array.from({ length: code.length }, (_, at) => {
    const char = code[at] as string;
    if ('{(['.includes(char)) depth++;
    else if ('})]'.includes(char)) depth--;
    return depth > 0 && char !== '\n' ? ' ' : char;
  }).join('');
}

type Open = { close: string; from: number } | { braces: number };
const slashBegins = /(^|[(,=:[!~&|?{};<>+]|\breturn)$/;

/** Groovy's comments and texts: '…', "…", '''…''', """…""", /…/, $/…/$, with code within ${…} of all but the single quotes. */
function mask(text: string): Masked {
  const clean: string[] = new Array(text.length);
  const code: string[] = new Array(text.length);
  const texts = new Map<number, number>();
  const lines = new Uint32Array(text.length);
  let line = 1;
  const open: Open[] = [];
  let before = '';
  let at = 0;
  const take = (length: number, kind: 'code' | 'text' | 'comment') => {
    for (const end = Math.min(text.length, at + length); at < end; at++) {
      const char = text[at] as string;
      lines[at] = line;
      if (char === '\n') line++;
      const blank = char === '\n' ? char : ' ';
      clean[at] = kind === 'comment' ? blank : char;
      code[at] = kind === 'code' && open.length === 0 ? char : blank;
      if (kind !== 'comment' && char.trim() !== '') before = (before + char).slice(-8);
    }
  };
  while (at < text.length) {
    const top = open.at(-1);
    if (top !== undefined && 'close' in top) inText(top);
    else inCode(top);
  }
  return { text, clean: clean.join(''), code: code.join(''), texts, lines };

  function inText(top: { close: string; from: number }) {
    const escaped = top.close === '/$' ? text.startsWith('$$', at) || text.startsWith('$/', at) : text[at] === '\\' && (top.close !== '/' || text[at + 1] === '/');
    if (escaped) return take(2, 'text');
    const ends = text.startsWith(top.close, at);
    if (ends || (text[at] === '\n' && (top.close === "'" || top.close === '"'))) {
      take(ends ? top.close.length : 1, 'text');
      open.pop();
      if (open.length === 0) texts.set(at, top.from);
      return;
    }
    if (!top.close.startsWith("'") && text.startsWith('${', at)) {
      take(2, 'text');
      open.push({ braces: 1 });
    } else take(1, 'text');
  }

  function inCode(within: { braces: number } | undefined) {
    const rest = text.slice(at, at + 3);
    if (rest.startsWith('//') || (at === 0 && rest.startsWith('#!'))) return take(lengthTo('\n', 0), 'comment');
    if (rest.startsWith('/*')) return take(lengthTo('*/', 2), 'comment');
    const opens = opening(rest);
    if (opens !== null) {
      open.push({ close: opens === '$/' ? '/$' : opens, from: at });
      return take(opens.length, 'text');
    }
    if (within !== undefined && rest[0] === '{') within.braces++;
    if (within !== undefined && rest[0] === '}' && --within.braces === 0) {
      take(1, 'text');
      open.pop();
      return;
    }
    take(1, 'code');
  }

  function lengthTo(end: string, after: number): number {
    const found = text.indexOf(end, at + after);
    return (found < 0 ? text.length : found + (end === '\n' ? 0 : end.length)) - at;
  }

  function opening(rest: string): string | null {
    for (const quotes of ["'''", '"""', "'", '"']) if (rest.startsWith(quotes)) return quotes;
    if (rest.startsWith('$/') && !/[\w$]$/.test(text[at - 1] ?? '')) return '$/';
    return rest[0] === '/' && slashBegins.test(before) ? '/' : null;
  }
}
