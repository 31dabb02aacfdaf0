/** Holds all that a run records of its code against one commit: the files it names, the code of its tasks, and what no record names. */
import type { CodeCheck, CodeFile } from '../../contract/code';
import type { Progress } from '../../contract/shared';
import { digestOf } from '../../digest-of';
import type { GitObjects, Ports } from '../../ports';
import type { Checksum } from '../../record/facts';
import { plainPath } from '../../record/lid';
import type { Verdict } from '../verdict';
import { type CommitFiles, type Lookup, openCommit } from './commit-files';
import { type CodeJudgement, decoded, judgeCode, judgeWithoutContent, type RecordedCode } from './judge-code';
import { type Choice, pathInCommit, projectRoot, type Root } from './project-root';
import { fileRole } from './reasons';
import { type RecordedScripts, taskJudge } from './task-code';

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

export type CheckedCode = Pick<
  CodeCheck,
  'committed' | 'root' | 'rootDoubt' | 'files' | 'notInCommit' | 'notRecorded' | 'notRecordedCount' | 'tasks' | 'damaged' | 'submodules' | 'summary'
>;

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
  const named: Named[] = [
    ...recorded.scripts.map((one) => ({ ...one, field: 'scriptFiles' as const, tasks: 0 })),
    ...recorded.bins.map((one) => ({ ...one, field: 'binEntries' as const })),
  ];
  const choice = await rootOf(ports, files, recorded, named, signal);
  const root = choice?.root ?? null;
  const checked: CodeFile[] = [];
  for (const one of named) {
    signal.throwIfAborted();
    yield { phase: 'proving files', done: checked.length, total: named.length };
    checked.push(await checkFile(ports, files, root, recorded, one));
  }
  yield { phase: 'looking for the code of the tasks', done: 0, total: null };
  const judge = taskJudge(await recordedScripts(files, root, checked), ports.murmur3);
  const tasks = recorded.tasks.map(({ process, checksum, tasks: count }) => ({ process, tasks: count, recorded: checksum, ...judge(process, checksum) }));
  const covered = new Set(checked.filter(({ blob }) => blob !== null).map(({ path }) => path));
  const configs = new Set(recorded.configFiles.flatMap((path) => (root === null ? [] : (pathInCommit(root, path) ?? []))));
  const others = [...files.entries]
    .filter(([path, { type }]) => (type === 'file' || type === 'link') && !covered.has(path))
    .map(([path]) => ({ path, role: fileRole(path), named: configs.has(path) }))
    .sort((a, b) => Number(a.role === 'other') - Number(b.role === 'other') || (a.path < b.path ? -1 : 1));
  return {
    committed: files.committed,
    root: root === null ? null : root.recorded,
    rootDoubt: choice?.doubt ?? [],
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
      taskTexts: { recorded: tasks.length, found: tasks.filter(({ verdict }) => verdict === 'content-verified').length },
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
    'bytes' in content ? { blob: place.id, sha256: digestOf(hashes.sha256(), content.bytes), size: content.bytes.length } : { blob: place.id, sha256: null, size: null },
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
      const lies = path === null ? 'The recorded path is not below the folder that was taken for the root of the repository' : 'The commit holds no file at this path';
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

function rootOf(hashes: Hashes, files: CommitFiles, recorded: RecordedCodeOfRun, named: readonly Named[], signal: AbortSignal): Promise<Choice | null> {
  const exists = (path: string) => {
    const parts = path.split('/');
    return parts.some((_, at) => {
      const entry = files.entries.get(parts.slice(0, at + 1).join('/'));
      return entry !== undefined && (entry.type === 'link' || entry.type === 'submodule' || (entry.type === 'file' && at === parts.length - 1));
    });
  };
  const paths = new Set(recorded.scripts.flatMap(({ path }) => (path === null ? [] : [plainPath(path)])));
  return projectRoot(
    [...paths],
    { path: recorded.projectDir, fromGit: recorded.commitInRecord },
    {
      exists,
      async outcome(root) {
        const outcome = { proven: 0, mismatch: 0 };
        for (const one of named) {
          signal.throwIfAborted();
          const { verdict } = await checkFile(hashes, files, root, recorded, one);
          if (verdict === 'content-verified') outcome.proven++;
          else if (verdict === 'mismatch') outcome.mismatch++;
        }
        return outcome;
      },
      foldersWith: (name) => [...files.entries.keys()].flatMap((path) => (path.endsWith(`/${name}`) ? [path.slice(0, -name.length)] : [])),
    },
  );
}

/** Only scripts that the record names: what stands in another file of the commit is no code of the run. */
async function recordedScripts(files: CommitFiles, root: Root | null, checked: readonly CodeFile[]): Promise<RecordedScripts> {
  const named = checked.filter(({ field }) => field === 'scriptFiles');
  const scripts = new Map<string, RecordedScripts['scripts'][number]>();
  let complete = true;
  for (const { path, blob } of named) {
    const content = blob === null ? null : await files.content(path, blob);
    if (content === null || !('bytes' in content) || content.bytes.length > largestSearched) complete = false;
    else scripts.set(path, { path, ...decoded(content.bytes) });
  }
  return { scripts: [...scripts.values()], complete, project: root?.inCommit ?? '' };
}

function countVerdicts(files: readonly { verdict: Verdict }[]): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of files) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
