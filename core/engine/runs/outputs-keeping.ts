/** The published files of all runs as columns of a file: three numbers a file, the names and paths beside them. */
import { isI32, isText, type Keeping, part } from '../kept-ahead';
import type { RunOutput } from './files';

/** By key of the run. */
export const outputsKeeping: Keeping<Map<string, RunOutput[]>> = {
  what: 'outputs',
  form: '1',
  parts(byRun) {
    const runs = [...byRun.keys()].sort();
    const texts: string[] = [];
    const known = new Map<string, number>();
    const number = (text: string | null | undefined) => {
      if (text === null || text === undefined) return -1;
      const at = known.get(text) ?? texts.push(text) - 1;
      known.set(text, at);
      return at;
    };
    const files = runs.flatMap((run) => byRun.get(run) ?? []);
    const column = (of: (file: RunOutput) => number) => Int32Array.from(files, of);
    return {
      counts: Int32Array.from(runs, (run) => byRun.get(run)?.length ?? 0),
      node: column(({ node }) => node ?? -1),
      path: column(({ path }) => number(path)),
      output: column(({ output }) => number(output)),
      texts: JSON.stringify({ runs, texts }),
    };
  },
  value(parts) {
    const [counts, node, path, output] = ['counts', 'node', 'path', 'output'].map((name) => part(parts, name, isI32)) as [Int32Array, Int32Array, Int32Array, Int32Array];
    const { runs, texts } = JSON.parse(part(parts, 'texts', isText)) as { runs: string[]; texts: string[] };
    let next = 0;
    const file = (at: number): RunOutput => {
      const name = texts[output[at] ?? -1] ?? null;
      const [of, lies] = [node[at] ?? -1, texts[path[at] ?? -1]];
      return { ...(of < 0 ? {} : { node: of }), ...(lies === undefined ? {} : { path: lies }), output: name };
    };
    return new Map(runs.map((run, i) => [run, Array.from({ length: counts[i] ?? 0 }, () => file(next++))]));
  },
};
