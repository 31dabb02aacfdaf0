/** Finds names that stand more than once in one object of a JSON text: JSON.parse keeps the last of them and says nothing. */
import { addTo } from '../add-to';
import { pathText } from './oddities';

export interface RepeatedName {
  path: string;
  name: string;
  /** Each value as it is written, in order. */
  values: string[];
}

/** `text` is sound JSON. Strings are read with their escapes: `"a"` and `"\u0061"` are one name. */
export function repeatedNames(text: string): RepeatedName[] {
  const found: RepeatedName[] = [];
  let at = 0;
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  const string = () => {
    const start = at++;
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    return text.slice(start, ++at);
  };
  const value = (path: (string | number)[]): void => {
    skip();
    const first = text[at];
    if (first === '{') {
      const seen = new Map<string, string[]>();
      for (at++, skip(); text[at] !== '}'; skip()) {
        if (text[at] === ',') at++;
        skip();
        const name = JSON.parse(string()) as string;
        skip();
        at++;
        skip();
        const start = at;
        value([...path, name]);
        addTo(seen, name, text.slice(start, at));
      }
      at++;
      for (const [name, values] of seen) if (values.length > 1) found.push({ path: pathText([...path, name]), name, values });
    } else if (first === '[') {
      let index = 0;
      for (at++, skip(); text[at] !== ']'; skip()) {
        if (text[at] === ',') at++;
        value([...path, index++]);
      }
      at++;
    } else if (first === '"') string();
    else while (/[^,\]}\s]/.test(text[at] ?? ',')) at++;
  };
  value([]);
  return found;
}
