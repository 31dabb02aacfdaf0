/** What a task or run read and wrote, by recorded links. */
import { addTo } from '../add-to';
import type { ExportFile, ExportScope } from './scope';

export interface Beside {
  /** Files that it read, or that a parameter of it names. */
  inputs(id: string): readonly ExportFile[];
  /** Files whose record names it as the one that wrote them. */
  outputs(id: string): readonly ExportFile[];
  /** What a file was published from, as recorded. */
  sources(id: string): readonly ExportFile[];
}

export function besideOf({ files, links }: ExportScope): Beside {
  const known = new Map(files.map((file) => [file.id, file]));
  const inputs = new Map<string, ExportFile[]>();
  const outputs = new Map<string, ExportFile[]>();
  const sources = new Map<string, ExportFile[]>();
  for (const { from, to, relation, inferred } of links) {
    if (inferred) continue;
    const [above, below] = [known.get(from), known.get(to)];
    if ((relation === 'read' || relation === 'parameter') && above !== undefined) addTo(inputs, to, above);
    else if (relation === 'produced' && below !== undefined) addTo(outputs, from, below);
    else if (relation === 'published' && above !== undefined && below !== undefined) addTo(sources, to, above);
  }
  const none: ExportFile[] = [];
  return { inputs: (id) => inputs.get(id) ?? none, outputs: (id) => outputs.get(id) ?? none, sources: (id) => sources.get(id) ?? none };
}
