/** Holds all that a run records of its code against one commit: the files it names, the code of its tasks, and what no record names. */
import type { CodeCheck, CodeFile, CodeOfTasks } from '../../contract/code';
import type { Progress } from '../../contract/shared';
import type { GitObjects, Ports } from '../../ports';
import type { Checksum } from '../../record/facts';
import { plainPath } from '../../record/lid';
import type { Verdict } from '../verdict';
import { type CommitFiles, type Lookup, openCommit } from './commit-files';
import { type CodeJudgement, decoded, hexOf, judgeCode, judgeWithoutContent, type RecordedCode } from './judge-code';
import { pathInCommit, projectRoot, type Root } from './project-root';
import { fileRole } from './reasons';
import { findCode, type Lines } from './task-code';

/** What a run records of its code. */
export interface RecordedCodeOfRun {
  scripts: { path: string | null; checksum: Checksum | null }[];
  /** Of the tasks that the run executed itself, each path and checksum once. */
  bins: { path: string | null; checksum: Checksum | null; tasks: number }[];
  tasks: { process: string; checksum: Checksum | null; tasks: number }[];
  configFiles: string[];
  projectDir: string | null;
  commitInRecord: boolean;
}

export type CheckedCode = Pick<CodeCheck, 'committed' | 'root' | 'files' | 'notInCommit' | 'notRecorded' | 'notRecordedCount' | 'tasks' | 'damaged' | 'submodules' | 'summary'>;

const mostListed = 2000;
/** Scripts larger than this are not searched for the code of tasks, nor for a file that was moved. */
const largestSearched = 2 ** 20;

export async function* checkCode(
  ports: Pick<Ports, 'sha1' | 'sha256' | 'murmur3'>,
  git: GitObjects,
  commit: string,
  recorded: RecordedCodeOfRun,
  signal: AbortSignal,
): AsyncGenerator<Progress, CheckedCode> {
  const files = yield* openCommit(ports, git, commit, signal);
  const named = [
    ...recorded.scripts.map((one) => ({ ...one, field: 'scriptFiles' as const, tasks: 0 })),
    ...recorded.bins.map((one) => ({ ...one, field: 'binEntries' as const })),
  ];
  const root = await rootOf(ports, files, recorded);
  const checked: CodeFile[] = [];
  for (const one of named) {
    signal.throwIfAborted();
    yield { phase: 'proving files', done: checked.length, total: named.length };
    checked.push(await checkFile(ports, files, root, recorded, one));
  }
  yield { phase: 'looking for the code of the tasks', done: 0, total: null };
  const tasks = await checkTasks(ports, files, recorded.tasks);
  const covered = new Set(checked.filter(({ blob }) => blob !== null).map(({ path }) => path));
  const configs = new Set(recorded.configFiles.flatMap((path) => (root === null ? [] : (pathInCommit(root, path) ?? []))));
  const others = [...files.entries]
    .filter(([path, { type }]) => (type === 'file' || type === 'link') && !covered.has(path))
    .map(([path]) => ({ path, role: fileRole(path), named: configs.has(path) }))
    .sort((a, b) => Number(a.role === 'other') - Number(b.role === 'other') || (a.path < b.path ? -1 : 1));
  return {
    committed: files.committed,
    root: root === null ? null : root.recorded,
    files: checked,
    notInCommit: checked.flatMap(({ verdict, recordedPath }) => (verdict === 'missing' && recordedPath !== null ? [recordedPath] : [])),
    notRecorded: others.slice(0, mostListed),
    notRecordedCount: others.length,
    tasks,
    damaged: files.damaged,
    submodules: [...files.entries].flatMap(([path, { type }]) => (type === 'submodule' ? [path] : [])),
    summary: {
      files: checked.length,
      proven: checked.filter(({ verdict }) => verdict === 'content-verified').length,
      byVerdict: countVerdicts(checked),
      mayExecute: others.filter(({ role }) => role !== 'other').length,
    },
  };
}

type Hashes = Pick<Ports, 'sha256' | 'murmur3'>;
type Named = { path: string | null; checksum: Checksum | null; field: RecordedCode['field']; tasks: number };

async function checkFile(hashes: Hashes, files: CommitFiles, root: Root | null, { commitInRecord }: RecordedCodeOfRun, one: Named): Promise<CodeFile> {
  const answer = (path: string, judgement: CodeJudgement, found: Pick<CodeFile, 'blob' | 'sha256' | 'size'> | null): CodeFile => ({
    path,
    recordedPath: one.path,
    field: one.field,
    tasks: one.tasks,
    recorded: one.checksum,
    ...judgement,
    ...(found ?? { blob: null, sha256: null, size: null }),
  });
  if (one.path === null) return answer('', { verdict: 'not-checkable', reason: 'no-path', detail: 'The record names no path.' }, null);
  const recorded: RecordedCode = { field: one.field, recordedPath: one.path, checksum: one.checksum, fromGit: commitInRecord };
  const path = root === null ? null : pathInCommit(root, one.path);
  const place = path === null ? outside(files, root, one.path) : await files.find(path);
  if (place.kind !== 'file') return answer(path ?? one.path, await withoutFile(hashes, files, recorded, place, path), null);
  const content = await files.content(place.path, place.id);
  const judgement = 'bytes' in content ? judgeCode(recorded, path ?? place.path, content.bytes, hashes) : { verdict: 'unreadable' as const, ...content };
  const note = place.path === path ? '' : ` (A link of the commit leads to ${place.path}.)`;
  return answer(
    path ?? place.path,
    { ...judgement, detail: judgement.detail + note },
    'bytes' in content ? { blob: place.id, sha256: hexOf(hashes.sha256(), content.bytes), size: content.bytes.length } : { blob: place.id, sha256: null, size: null },
  );
}

/** Where folders could not be read, that nothing fits is no sign that the commit lacks the file. */
function outside(files: CommitFiles, root: Root | null, path: string): Lookup {
  const [broken] = files.broken.values();
  return root === null && broken !== undefined ? { kind: 'broken', path, ...broken } : { kind: 'none', path };
}

async function withoutFile(hashes: Hashes, files: CommitFiles, recorded: RecordedCode, place: Exclude<Lookup, { kind: 'file' }>, path: string | null): Promise<CodeJudgement> {
  switch (place.kind) {
    case 'broken':
      return { verdict: 'unreadable', reason: place.reason, detail: place.detail };
    case 'submodule':
      return {
        verdict: 'not-checkable',
        reason: 'submodule',
        detail: `"${place.path}" is a submodule: its files are in another repository, and the commit holds only the id of a commit there.`,
      };
    case 'link-outside':
      return { verdict: 'not-checkable', reason: 'link-outside', detail: `"${place.path}" is a symbolic link that leads out of the commit, or in a circle.` };
    case 'folder':
      return { verdict: 'mismatch', reason: 'content-differs', detail: 'The commit holds a folder at this path, and no file.' };
    case 'none': {
      const elsewhere = await sameElsewhere(hashes, files, recorded);
      const lies =
        path === null
          ? 'The recorded path is not below the folder that the other scripts have in common, so it is not of this repository'
          : 'The commit holds no file at this path';
      return { verdict: 'missing', reason: 'not-in-commit', detail: `${lies}${elsewhere === null ? '.' : `; a file with the recorded content stands at "${elsewhere}".`}` };
    }
  }
}

/** A file that was renamed since, or whose folder was: told beside the finding, which stays one. */
async function sameElsewhere(hashes: Hashes, files: CommitFiles, recorded: RecordedCode): Promise<string | null> {
  if (judgeWithoutContent(recorded) !== null) return null;
  const alike = recorded.field === 'scriptFiles' ? (path: string) => path.endsWith('.nf') : (path: string) => /(^|\/)bin\//.test(path);
  for (const [path, bytes] of await contents(files, alike)) if (judgeCode(recorded, path, bytes, hashes).verdict === 'content-verified') return path;
  return null;
}

/** Files of the commit that are not large, with bytes that could be read. */
async function contents(files: CommitFiles, wanted: (path: string) => boolean): Promise<[string, Uint8Array][]> {
  const found: [string, Uint8Array][] = [];
  for (const [path, { type, id }] of files.entries) {
    if (type !== 'file' || !wanted(path)) continue;
    const content = await files.content(path, id);
    if ('bytes' in content && content.bytes.length <= largestSearched) found.push([path, content.bytes]);
  }
  return found;
}

async function rootOf(hashes: Hashes, files: CommitFiles, recorded: RecordedCodeOfRun): Promise<Root | null> {
  const checksums = new Map(recorded.scripts.flatMap(({ path, checksum }) => (path === null ? [] : [[plainPath(path), checksum] as const])));
  const exists = (path: string) => {
    const parts = path.split('/');
    return parts.some((_, at) => {
      const entry = files.entries.get(parts.slice(0, at + 1).join('/'));
      return entry !== undefined && (entry.type === 'link' || entry.type === 'submodule' || (entry.type === 'file' && at === parts.length - 1));
    });
  };
  return projectRoot([...checksums.keys()], recorded.projectDir, {
    exists,
    async equal(path, inCommit) {
      const place = await files.find(inCommit);
      if (place.kind !== 'file') return false;
      const content = await files.content(place.path, place.id);
      const code: RecordedCode = { field: 'scriptFiles', recordedPath: path, checksum: checksums.get(path) ?? null, fromGit: recorded.commitInRecord };
      return 'bytes' in content && judgeCode(code, inCommit, content.bytes, hashes).verdict === 'content-verified';
    },
    foldersWith: (name) => [...files.entries.keys()].flatMap((path) => (path.endsWith(`/${name}`) ? [path.slice(0, -name.length)] : [])),
  });
}

/** A value that is found among the lines of the commit's scripts is proven; one that is not found proves nothing. */
async function checkTasks(hashes: Hashes, files: CommitFiles, tasks: RecordedCodeOfRun['tasks']): Promise<CodeOfTasks[]> {
  const wanted = new Set(tasks.flatMap(({ checksum }) => (checksum?.algorithm === 'nextflow' ? [checksum.value] : [])));
  const places = new Map<string, Lines & { path: string }>();
  for (const [path, bytes] of wanted.size === 0 ? [] : await contents(files, (one) => one.endsWith('.nf'))) {
    for (const [value, lines] of findCode(decoded(bytes).text, wanted, hashes.murmur3)) if (!places.has(value)) places.set(value, { path, ...lines });
    if (places.size === wanted.size) break;
  }
  return tasks.map(({ process, checksum, tasks: count }) => {
    const at = places.get(checksum?.value ?? '') ?? null;
    const settled = judgeWithoutContent({ checksum });
    const judgement: CodeJudgement =
      settled ??
      (at === null
        ? {
            verdict: 'not-checkable',
            reason: 'not-located',
            detail:
              'No lines of the scripts of the commit, read as Nextflow reads the block of a process, hash to the recorded value. That proves nothing: a block can be put together in more ways than are tried.',
          }
        : { verdict: 'content-verified', reason: null, detail: `Lines ${at.from} to ${at.to} of ${at.path} at this commit hash to the recorded value.` });
    return { process, tasks: count, recorded: checksum, ...judgement, at };
  });
}

function countVerdicts(files: readonly { verdict: Verdict }[]): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of files) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
