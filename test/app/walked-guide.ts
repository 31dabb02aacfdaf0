/** Prints journeys that were walked as the generated part of docs/guide/journeys.md, and reads that part back. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Walked } from './walk';

const root = join(import.meta.dirname, '..', '..');
const guide = join(root, 'docs', 'guide', 'journeys.md');
const begin = '<!-- walked: what follows is printed by test/app/journeys.test.ts with UPDATE_DOCS=1 -->\n';

/** A table of counts, then every journey step by step with its pictures. */
export function printed(journeys: readonly Walked[]): string {
  const rows = journeys.map(({ question, clicks, keys }) => `| [${question}](#${anchor(question)}) | ${clicks} | ${keys} |`);
  const told = journeys.map(({ question, steps, pictures }) => {
    let number = 0;
    const lines = steps.map(({ kind, words }) => (kind === 'read' ? `   - _You read_ ${words}` : `${++number}. ${words}`));
    return [`## ${question}`, '', ...lines, ...pictures.flatMap((picture) => ['', `![${question}](pictures/${picture}.png)`])].join('\n');
  });
  return ['| question | clicks | keys |', '| --- | --: | --: |', ...rows, '', told.join('\n\n'), ''].join('\n');
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

/** The generated part as it stands in the guide. */
export function inGuide(): string {
  return readFileSync(guide, 'utf8').split(begin)[1]?.trimStart() ?? 'the guide has no place for what was walked';
}

/** Puts text and pictures into the guide. */
export function updateGuide(journeys: readonly Walked[]): void {
  const [head] = readFileSync(guide, 'utf8').split(begin);
  writeFileSync(guide, `${head}${begin}\n${printed(journeys)}`);
  const pictures = join(root, 'docs', 'guide', 'pictures');
  mkdirSync(pictures, { recursive: true });
  for (const name of journeys.flatMap((one) => one.pictures)) copyFileSync(join(root, 'test-results', `${name}.png`), join(pictures, `${name}.png`));
}
