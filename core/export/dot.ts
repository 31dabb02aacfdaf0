/** DOT, the language of Graphviz (graphviz.org/doc/info/lang.html): a picture of tasks and files. */
import { visibleText } from '../preview/visible-text';
import { boxes, linksBetween } from './drawn';
import { type ExportFormat, remarks } from './format';

/** A quoted escString: a backslash begins an escape, `&` an entity. */
function quoted(text: string): string {
  return `"${visibleText(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;').replaceAll('\n', '\\n')}"`;
}
const label = (lines: readonly string[]) => `"${lines.map((line) => quoted(line).slice(1, -1)).join('\\n')}"`;
const remark = (text: string) => `// ${visibleText(text).replaceAll('\n', '␊')}\n`;

export const dot: ExportFormat = {
  id: 'dot',
  title: 'Picture for Graphviz (DOT)',
  standard: 'Graphviz DOT language',
  extension: 'dot',
  carries: ['tasks', 'files', 'links', 'inferred', 'missing', 'verdicts'],
  limits: ['names longer than 120 characters are cut in labels; the LID beside them is whole', 'control and direction marks in names are written visibly (␀, \\u{…})'],
  *parts(scope, making) {
    for (const line of remarks(scope, making)) yield remark(line);
    yield remark('Dashed lines are inferred: names suggest them, no record states them. Every attribute is an escString of Graphviz: \\\\ stands for one backslash, &amp; for &.');
    yield `digraph lineage {\n  graph [rankdir=TB, label=${quoted(`${scope.of.title} — as recorded`)}];\n`;
    const numbered = new Map<string, string>();
    for (const box of boxes(scope)) {
      const name = `n${numbered.size}`;
      numbered.set(box.id, name);
      const shape = box.isTask ? 'box' : 'note';
      yield `  ${name} [label=${label(box.label)}, shape=${shape}, class="${box.kind}"${box.kind === 'Missing' ? ', style=dotted' : ''}, lid=${quoted(box.id)}];\n`;
    }
    for (const { source, target, relation, inferred } of linksBetween(scope.links, numbered))
      yield `  ${source} -> ${target} [label="${relation}${inferred ? ' (inferred)' : ''}"${inferred ? ', style=dashed' : ''}];\n`;
    yield '}\n';
  },
};
