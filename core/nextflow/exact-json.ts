/**
 * Reads JSON without losing anything that Nextflow's own answers show: the order of every name (`JSON.parse` moves names
 * that look like numbers to the front), names such as `__proto__`, and numbers as they are written.
 */

/** A number by its digits as written. `verbatim` is shown so; `double` and `long` as Java shows its types. */
export class ExactNumber {
  constructor(
    readonly text: string,
    readonly form: 'verbatim' | 'double' | 'long' = 'verbatim',
  ) {}
}

export type ExactObject = Map<string, ExactValue>;
export type ExactValue = null | boolean | string | ExactNumber | ExactValue[] | ExactObject;

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const space = /[ \t\n\r]*/y;
const maxDepth = 500;

/** Throws SyntaxError for what is no JSON, or is nested deeper than 500 levels. Of equal names the last value wins, at the place of the first. */
export function parseExact(text: string): ExactValue {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  value(depth: number): ExactValue {
    if (depth > maxDepth) throw new SyntaxError(`nested deeper than ${maxDepth} levels`);
    const next = this.peek();
    if (next === '{') return this.object(depth);
    if (next === '[') return this.array(depth);
    if (next === '"') return this.string();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return new ExactNumber(this.match(number));
  }

  end(): void {
    if (this.peek() !== '') throw this.fault();
  }

  private object(depth: number): ExactObject {
    const members: ExactObject = new Map();
    this.take('{');
    if (this.peek() !== '}') {
      do {
        this.peek();
        const name = this.string();
        this.take(':');
        members.set(name, this.value(depth + 1));
      } while (this.goesOn());
    }
    this.take('}');
    return members;
  }

  private array(depth: number): ExactValue[] {
    const items: ExactValue[] = [];
    this.take('[');
    if (this.peek() !== ']') {
      do items.push(this.value(depth + 1));
      while (this.goesOn());
    }
    this.take(']');
    return items;
  }

  /** Finds the closing quote; what stands between is left to JSON.parse, which knows the escapes. */
  private string(): string {
    const start = this.at;
    if (this.text[start] !== '"') throw this.fault();
    let end = start + 1;
    for (let c = this.text[end]; c !== '"'; c = this.text[end]) {
      if (c === undefined) throw this.fault();
      end += c === '\\' ? 2 : 1;
    }
    this.at = end + 1;
    return JSON.parse(this.text.slice(start, this.at)) as string;
  }

  private goesOn(): boolean {
    if (this.peek() !== ',') return false;
    this.at++;
    return true;
  }

  private peek(): string {
    space.lastIndex = this.at;
    space.exec(this.text);
    this.at = space.lastIndex;
    return this.text[this.at] ?? '';
  }

  private take(sign: string): void {
    if (this.peek() !== sign) throw this.fault();
    this.at++;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) throw this.fault();
    this.at = pattern.lastIndex;
    return found[0];
  }

  private fault(): SyntaxError {
    return new SyntaxError(`no JSON at character ${this.at}`);
  }
}
