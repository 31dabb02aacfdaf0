/** Tasks and files as boxes with links between them: what DOT and Mermaid draw. Runs and #output records are no boxes. */
import { visibleText } from '../preview/visible-text';
import { verdictWords } from '../verify/verdict';
import type { ExportFile, ExportLink, ExportLinks, ExportScope, ExportTask } from './scope';

export interface Box {
  id: string;
  /** Lines of the label, visible text; a long name is cut, its LID is not. */
  label: string[];
  kind: ExportTask['kind'] | ExportFile['kind'];
  isTask: boolean;
}

const longest = 120;

function short(text: string): string {
  const line = visibleText(text).replaceAll('\n', '␊').replaceAll('\t', '␉');
  return line.length <= longest ? line : `${[...line.slice(0, longest)].join('')}…`;
}

/** In the order of the scope. */
export function* boxes({ tasks, files }: ExportScope): Generator<Box> {
  for (const task of tasks) yield { id: task.id, label: [short(task.name), ...(task.kind === 'Missing' ? ['no record'] : [])], kind: task.kind, isTask: true };
  for (const file of files) {
    const { check } = file;
    const said = check === null ? [] : [`${verdictWords[check.verdict].short}${check.stale ? ', before the record changed' : ''}`];
    const note = file.kind === 'Missing' ? ['no record'] : file.kind === 'External' ? ['outside file'] : [];
    yield { id: file.id, label: [short(file.name), ...note, ...said], kind: file.kind, isTask: false };
  }
}

/** `n0`, `n1` … by id. */
export function numbers(ids: Iterable<{ id: string }>): Map<string, string> {
  const numbered = new Map<string, string>();
  for (const { id } of ids) numbered.set(id, `n${numbered.size}`);
  return numbered;
}

/** Links whose two ends are boxes. */
export function* linksBetween(links: ExportLinks, numbered: ReadonlyMap<string, string>): Generator<ExportLink & { source: string; target: string }> {
  for (const link of links) {
    const [source, target] = [numbered.get(link.from), numbered.get(link.to)];
    if (source !== undefined && target !== undefined) yield { ...link, source, target };
  }
}
