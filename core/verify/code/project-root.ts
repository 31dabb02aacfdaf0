/** Which recorded folder was the root of the repository: found by what exists in the commit, told in the result. */
import { plainPath } from '../../record/lid';

export interface Root {
  /** The recorded folder, without a slash at its end. */
  recorded: string;
  /** The folder of the commit that it stands for: empty for the root, else with a slash at its end. */
  inCommit: string;
}

interface Looks {
  /** Does the commit hold anything there, or a link or submodule on the way. */
  exists(path: string): boolean;
  /** Has the recorded file this content there. */
  equal(recorded: string, path: string): Promise<boolean>;
  /** Folders of the commit (empty, or with a slash at the end) that hold a file of this name. */
  foldersWith(name: string): string[];
}

/**
 * `recorded`: paths of scripts as recorded: absolute (26.04: in Nextflow's asset folder), `file://…`, or the address of the file on
 * a web site (`https://github.com/o/r/tree/COMMIT/main.nf`), so only their ends say where they stand in the repository.
 * Most paths that exist win, then most equal contents, then `projectDir`, then the longest ends. Null where nothing fits.
 */
export async function projectRoot(recorded: readonly string[], projectDir: string | null, looks: Looks): Promise<Root | null> {
  const paths = recorded.map(plainPath);
  const atRoot = await best(rootsOf(paths, ['']), paths, projectDir, looks);
  if (atRoot !== null) return atRoot;
  // The main script may stand in a folder of the repository, which is then the recorded project folder.
  const [main = ''] = paths;
  return best(rootsOf([main], looks.foldersWith(main.split('/').at(-1) ?? '')), paths, projectDir, looks);
}

/** The path in the commit; null for one that is not below the root. */
export function pathInCommit(root: Root, recorded: string): string | null {
  const path = plainPath(recorded);
  return path.startsWith(`${root.recorded}/`) ? root.inCommit + path.slice(root.recorded.length + 1) : null;
}

function rootsOf(paths: readonly string[], folders: readonly string[]): Root[] {
  const recorded = new Set<string>();
  for (const path of paths) for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) recorded.add(path.slice(0, at));
  return [...recorded].flatMap((one) => folders.map((inCommit) => ({ recorded: one, inCommit })));
}

async function best(roots: readonly Root[], paths: readonly string[], projectDir: string | null, looks: Looks): Promise<Root | null> {
  const inside = (root: Root) => paths.flatMap((recorded) => pathInCommit(root, recorded) ?? []).filter((path) => looks.exists(path));
  const scored = roots.map((root) => ({ root, found: inside(root).length }));
  const most = scored.reduce((max, { found }) => Math.max(max, found), 0);
  if (most === 0) return null;
  const left = scored.filter(({ found }) => found === most).map(({ root }) => root);
  if (left.length === 1) return left[0] ?? null;
  const equals = await Promise.all(left.map(async (root) => ({ root, equal: await countEqual(root) })));
  const wanted = projectDir === null ? null : plainPath(projectDir).replace(/\/+$/, '');
  const rank = ({ root, equal }: (typeof equals)[number]) => [equal, root.recorded === wanted ? 1 : 0, -root.recorded.length] as const;
  equals.sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return y[0] - x[0] || y[1] - x[1] || y[2] - x[2];
  });
  return equals[0]?.root ?? null;

  async function countEqual(root: Root): Promise<number> {
    let equal = 0;
    for (const recorded of paths) {
      const path = pathInCommit(root, recorded);
      if (path !== null && looks.exists(path) && (await looks.equal(recorded, path))) equal++;
    }
    return equal;
  }
}
