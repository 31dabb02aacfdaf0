/** `npm run audit`: the answer alone on stdout, quick when all is built, and the exit code of the command line. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildMain } from '../build-main';

const script = join(import.meta.dirname, '../../build/audit.mjs');
let folder: string;
beforeAll(() => {
  buildMain('cli');
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const audit = (...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, LINEAGE_AUDIT_HOME: join(folder, 'home') } });

it('prints one JSON document and nothing else', () => {
  const { status, stdout } = audit('workspaces', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ workspaces: [] });
});

it('hands on the exit code', () => {
  expect(audit('no-such-verb')).toMatchObject({ status: 64, stdout: '' });
});

it('builds nothing when nothing is stale', () => {
  audit('--version');
  const { stdout, stderr } = audit('--version');
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}\n$/);
  expect(stderr).not.toContain('Building');
});
