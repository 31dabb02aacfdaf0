/** Which recorded folder was the root of the repository: as the record says, else found by what exists in the commit, told in the result. */
import { plainPath } from '../../record/lid';

export interface Root {
  /** The recorded folder, without a slash at its end. */
  recorded: string;
  /** The folder of the commit that it stands for: empty for the root, else with a slash at its end. */
  inCommit: string;
}

/** How many of the recorded files a root proves and contradicts. */
export interface Outcome {
  proven: number;
  mismatch: number;
}

export interface Choice {
  root: Root;
  /** All roots that fit, the chosen one first, where they give different answers; else empty. */
  doubt: (Root & Outcome)[];
}

interface Looks {
  /** Does the commit hold anything there, or a link or submodule on the way. */
  exists(path: string): boolean;
  outcome(root: Root): Promise<Outcome>;
  /** Folders of the commit (empty, or with a slash at the end) that hold a file of this name. */
  foldersWith(name: string): string[];
}

/**
 * `recorded`: paths of scripts as recorded: absolute (26.04: in Nextflow's asset folder), `file://…`, or the address of the file on
 * a web site (`https://github.com/o/r/tree/COMMIT/main.nf`), so only their ends say where they stand in the repository.
 * `projectDir` with recorded paths below it is the root, whatever the content: of a run from git it is the folder of the clone
 * (`fromGit`), else it counts where the commit holds one of the paths. Where it decides nothing and several roots fit, the one
 * that proves least is taken: content must not choose the reading under which it agrees. Null where nothing fits.
 */
export async function projectRoot(recorded: readonly string[], projectDir: { path: string | null; fromGit: boolean }, looks: Looks): Promise<Choice | null> {
  const paths = recorded.map(plainPath);
  const said = projectDir.path === null ? null : { recorded: plainPath(projectDir.path).replace(/\/+$/, ''), inCommit: '' };
  const below = said === null ? [] : inside(said, paths);
  if (said !== null && below.length > 0 && (projectDir.fromGit || below.some(looks.exists))) return { root: said, doubt: [] };
  const atRoot = await worst(rootsOf(paths, ['']), paths, looks);
  if (atRoot !== null) return atRoot;
  // The main script may stand in a folder of the repository, which is then the recorded project folder.
  const [main = ''] = paths;
  return worst(rootsOf([main], looks.foldersWith(main.split('/').at(-1) ?? '')), paths, looks);
}

/** The path in the commit; null for one that is not below the root. */
export function pathInCommit(root: Root, recorded: string): string | null {
  const path = plainPath(recorded);
  return path.startsWith(`${root.recorded}/`) ? root.inCommit + path.slice(root.recorded.length + 1) : null;
}

function inside(root: Root, paths: readonly string[]): string[] {
  return paths.flatMap((path) => pathInCommit(root, path) ?? []);
}

function rootsOf(paths: readonly string[], folders: readonly string[]): Root[] {
  const recorded = new Set<string>();
  for (const path of paths) for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) recorded.add(path.slice(0, at));
  return [...recorded].flatMap((one) => folders.map((inCommit) => ({ recorded: one, inCommit })));
}

/** A root fits if it has as many of the paths below it as one under which most exist, and one of them exists. */
async function worst(roots: readonly Root[], paths: readonly string[], looks: Looks): Promise<Choice | null> {
  const scored = roots
    .map((root) => ({ root, below: inside(root, paths) }))
    .map(({ root, below }) => ({ root, below: below.length, found: below.filter(looks.exists).length }))
    .filter(({ found }) => found > 0)
    .sort((a, b) => b.found - a.found || a.root.recorded.length - b.root.recorded.length);
  const [first] = scored;
  if (first === undefined) return null;
  const least = Math.min(...scored.filter(({ found }) => found === first.found).map(({ below }) => below));
  const fitting = scored.filter(({ below }) => below >= least).map(({ root }) => root);
  if (fitting.length === 1) return { root: first.root, doubt: [] };
  const outcomes: (Root & Outcome)[] = [];
  for (const root of fitting) outcomes.push({ ...root, ...(await looks.outcome(root)) });
  outcomes.sort((a, b) => a.proven - b.proven || b.mismatch - a.mismatch);
  const [taken] = outcomes;
  if (taken === undefined) return null;
  const { recorded, inCommit, proven, mismatch } = taken;
  return { root: { recorded, inCommit }, doubt: outcomes.every((one) => one.proven === proven && one.mismatch === mismatch) ? [] : outcomes };
}
