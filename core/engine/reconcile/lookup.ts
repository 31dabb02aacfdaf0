/** What a reconciliation asks of the index: candidates by path, name and SHA-256 for all lines at once, runs, and what is known of a file. */
import type { FileCheck } from '../../contract/shared';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import { fileOutputsAt, fileOutputsNamed, nodesWithSha256, outsideNamed } from '../../index/queries/known-files';
import { findNode, nodeByPath, nodesById, runsOfNodes } from '../../index/queries/nodes';
import { fileOutputs, outsideFiles } from '../../index/queries/recorded-files';
import { type IndexedRun, indexedRuns } from '../../index/queries/runs';
import { keyOfLid, lidOfKey, plainPath } from '../../record/lid';
import type { Fingerprint } from '../../verify/baseline';
import { recordedPathsOf } from '../../verify/identify/recorded-paths';
import type { ListEntry } from '../../verify/reconcile/read-list';
import type { OpenWorkspace } from '../context';
import { runOutputs } from '../runs/files';
import { nullRun } from '../runs/null-run';

/** A file that a line could mean. */
export interface Candidate {
  node: number;
  lid: string | null;
  path: string | null;
  /** LID of the run that the record names. */
  run: string | null;
  /** It lies below the LID of a run: one of its published files. */
  published: boolean;
  first: Fingerprint | null;
  check: FileCheck | null;
}

export type Lookup = ReturnType<typeof lookUp>;

/** A path of a list with `/` and without `./` before it. */
export function tidyPath(path: string): string {
  const slashes = /^([A-Za-z]:)?[^/]*\\/.test(path) ? path.replaceAll('\\', '/') : path;
  return plainPath(slashes).replace(/^(\.\/)+/, '');
}

export function isWhole(path: string): boolean {
  return path.startsWith('/') || /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
}

export function lookUp(workspace: OpenWorkspace, entries: readonly ListEntry[]) {
  const { db, settings } = workspace;
  const paths = entries.flatMap(({ path }) => (path === undefined ? [] : [tidyPath(path)]));
  const whole = new Set(paths.filter(isWhole).flatMap((path) => [path, ...recordedPathsOf(path, settings.maps)]));
  const names = new Set([...entries.flatMap(({ name, word }) => name ?? word ?? []), ...paths.filter((path) => !isWhole(path)).map(lastName)]);
  const byPath = groups(fileOutputsAt(db, whole).map(([node, path]) => [path, node]));
  const byName = groups(fileOutputsNamed(db, names).map(({ node, name }) => [name, node]));
  const outside = groups(outsideNamed(db, names).map(([node, name]) => [name, node]));
  const bySha = groups(nodesWithSha256(db, new Set(entries.flatMap(({ sha256 }) => sha256 ?? []))).map(([node, sha256]) => [sha256, node]));
  const nameless = nullRun(workspace);
  const runs = [...indexedRuns(db), ...(nameless === null ? [] : [nameless])];
  const runNames = new Map(runs.map((run) => [lidOfKey(run.key), nameOf(run)]));
  const known = new Map<number, Candidate>();

  /** Candidates by node id, read for many at once and kept. */
  const load = (ids: Iterable<number>) => {
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    if (missing.length === 0) return;
    const checks = checksOfNodes(db, missing);
    const runOf = runsOfNodes(db, missing);
    for (const { node, recorded, first } of fileOutputs(db, missing)) {
      const lid = recorded.lid ?? '';
      const key = keyOfLid(lid);
      const published = key.includes('/') && runNames.has(lidOfKey(key.slice(0, key.indexOf('/'))));
      known.set(node, { node, lid, path: recorded.path, run: runOf.get(node) ?? null, published, first, check: newestCheck(checks.get(node)) });
    }
    const external = missing.filter((id) => !known.has(id));
    const firsts = new Map(outsideFiles(db, { nodes: external }).map(({ node, first }) => [node, first]));
    for (const row of nodesById(db, external).values())
      if (row.kind === 'External')
        known.set(row.id, { node: row.id, lid: null, path: row.lid, run: null, published: false, first: firsts.get(row.id) ?? null, check: newestCheck(checks.get(row.id)) });
  };
  load([byPath, byName, outside, bySha].flatMap((group) => [...group.values()].flat()));
  const candidates = (ids: readonly number[] | undefined) => {
    load(ids ?? []);
    return (ids ?? []).flatMap((id) => known.get(id) ?? []);
  };

  return {
    runs,
    runName: (lid: string) => runNames.get(lid) ?? null,
    recordedPaths: (path: string) => recordedPathsOf(path, settings.maps),
    node: (lid: string) => findNode(db, lid),
    ofNode: (id: number) => candidates([id])[0],
    atPath: (path: string) => candidates(byPath.get(path)),
    named: (name: string) => candidates(byName.get(name)),
    endingIn: (path: string) => candidates(byName.get(lastName(path))).filter((one) => one.path?.endsWith(`/${path}`) || one.lid?.endsWith(`/${path}`)),
    withSha256: (sha256: string) => candidates(bySha.get(sha256)),
    /** Outside files at a whole path, or whose path ends so. */
    outsideAt: (path: string) => {
      const node = isWhole(path) ? nodeByPath(db, path) : undefined;
      const found = node?.kind === 'External' ? candidates([node.id]) : [];
      return isWhole(path) ? found : candidates(outside.get(lastName(path))).filter((one) => one.path?.endsWith(`/${path}`));
    },
    /** Runs whose #output record names this path, though no record of the file is there. */
    runsNaming: (path: string) => runs.filter((run) => pathsOf(workspace, run).has(path)).map((run) => ({ lid: lidOfKey(run.key), name: nameOf(run) })),
    published: (run: IndexedRun) => {
      const outputs = runOutputs(workspace, run);
      load(outputs.flatMap(({ node }) => node ?? []));
      return outputs.map(({ node, path }) => ({ candidate: node === undefined ? undefined : known.get(node), path: path ?? null }));
    },
  };
}

export function nameOf(run: IndexedRun): string | null {
  return run.record?.name ?? run.history?.name ?? null;
}

function pathsOf(workspace: OpenWorkspace, run: IndexedRun): Set<string> {
  return workspace.cached(`paths named by ${run.key}`, () => new Set(runOutputs(workspace, run).flatMap(({ path }) => path ?? [])));
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function groups(pairs: readonly [string, number][]): Map<string, number[]> {
  const all = new Map<string, number[]>();
  for (const [text, node] of pairs) {
    const group = all.get(text);
    if (group === undefined) all.set(text, [node]);
    else if (!group.includes(node)) group.push(node);
  }
  return all;
}
