/** Mermaid flowchart (mermaid.js.org/syntax/flowchart.html): a picture of tasks and files for pages of text. */
import { visibleText } from '../preview/visible-text';
import { boxes, linksBetween } from './drawn';
import { type ExportFormat, remarks } from './format';

/** All but letters, digits and a few signs as entity codes (`#35;`): nothing in a label can end it, be a directive or markup. */
function label(lines: readonly string[]): string {
  return lines.map((line) => line.replace(/[^\p{L}\p{M}\p{N} ._/:+,=@~-]/gu, (character) => `#${character.codePointAt(0)};`)).join('<br/>');
}
const remark = (text: string) => `%% ${visibleText(text).replaceAll('\n', '␊').replaceAll('%%', '%·%').replaceAll('{', '(').replaceAll('}', ')')}\n`;

const classes = {
  TaskRun: 'fill:#e7f0fa,stroke:#1c5d99,color:#000',
  AgentRun: 'fill:#efe7fa,stroke:#5b1c99,color:#000',
  FileOutput: 'fill:#fff,stroke:#555,color:#000',
  External: 'fill:#f4f1e8,stroke:#7a6a32,color:#000',
  Missing: 'fill:#fff,stroke:#a33,color:#000,stroke-dasharray:4',
};

export const mermaid: ExportFormat = {
  id: 'mermaid',
  title: 'Picture for text pages (Mermaid)',
  standard: 'Mermaid flowchart',
  extension: 'mmd',
  carries: ['tasks', 'files', 'links', 'inferred', 'missing', 'verdicts'],
  limits: [
    'LIDs: boxes bear names alone, those longer than 120 characters cut',
    'Mermaid draws 500 links and 50,000 characters unless it is set to more (maxEdges, maxTextSize)',
    'control and direction marks in names are written visibly (␀, \\u{…})',
  ],
  *parts(scope, making) {
    yield 'flowchart TD\n';
    for (const line of remarks(scope, making)) yield remark(line);
    yield remark('Dotted lines are inferred: names suggest them, no record states them.');
    for (const [name, style] of Object.entries(classes)) yield `  classDef ${name} ${style}\n`;
    const numbered = new Map<string, string>();
    for (const box of boxes(scope)) {
      const name = `n${numbered.size}`;
      numbered.set(box.id, name);
      yield `  ${name}${box.isTask ? '[' : '(['}"${label(box.label)}"${box.isTask ? ']' : '])'}:::${box.kind}\n`;
    }
    for (const { source, target, relation, inferred } of linksBetween(scope.links, numbered))
      yield `  ${source} ${inferred ? '-.->' : '-->'}|"${relation}${inferred ? ' inferred' : ''}"| ${target}\n`;
  },
};
