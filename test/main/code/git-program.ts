/** Repositories made by the git program, for tests alone: what is tested reads them without it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_AUTHOR_DATE: '2026-03-01T10:00:00Z',
  GIT_COMMITTER_DATE: '2026-03-01T10:00:00Z',
};

export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();
}

/** A repository of one commit with these files; gives the id of the commit. */
export function makeRepository(folder: string, files: Record<string, string | Uint8Array>, ...initOptions: string[]): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '-q', '-b', 'main', ...initOptions);
  return commitFiles(folder, files);
}

export function commitFiles(folder: string, files: Record<string, string | Uint8Array>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  git(folder, '-c', 'core.autocrlf=false', 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'made');
  return git(folder, 'rev-parse', 'HEAD');
}
