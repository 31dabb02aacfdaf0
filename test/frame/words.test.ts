import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../renderer/words';
import { literalWords } from './literal-words';

const renderer = join(import.meta.dirname, '../../renderer');
const modules = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));

describe('the catalogue of messages', () => {
  it('holds every word of the views: a view takes its texts and labels from renderer/words', () => {
    expect(modules.length).toBeGreaterThan(100);
    const held = modules.flatMap((file) => literalWords(readFileSync(join(renderer, file), 'utf8')).map((found) => `${file}:${found}`));
    expect(held, 'move these words into a module of renderer/words').toEqual([]);
  });

  it('is every module of words, and no message in it is blank', () => {
    const files = readdirSync(join(renderer, 'words')).filter((file) => file !== 'index.ts');
    expect(Object.keys(catalogue).sort()).toEqual(files.map((file) => `./${file}`).sort());
    const blank: string[] = [];
    const visit = (value: unknown, at: string) => {
      if (typeof value === 'string' && value.trim() === '') blank.push(at);
      if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) visit(inner, `${at}.${key}`);
    };
    visit(catalogue, 'words');
    expect(blank).toEqual([]);
  });
});

describe('the search for words in views', () => {
  it('finds them as text, in what people read, behind conditions and in columns, and leaves names and signs alone', () => {
    const source = `
      const columns = [{ id: 'name', title: 'Name', value: () => 'no text' }];
      const view = (
        <p className="muted" title={open ? 'Close it' : words.open} aria-label={\`Remove \${name}\`} role="status">
          Plain text {flag && 'said'} {'→'} · <b>{words.bold}</b> {format('utc')}
        </p>
      );`;
    expect(literalWords(source).sort()).toEqual(['2: Name', '4: Close it', '4: Remove', '4: Plain text', '5: said'].sort());
  });
});
