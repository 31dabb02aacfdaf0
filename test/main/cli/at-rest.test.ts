/** An encrypted workspace and a retired one on the real command line; a passphrase is typed on a real terminal as well. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateStore } from '../../bench/generate-store';
import { buildMain } from '../../build-main';
import { type CommandLine, commandLine } from './command-line';

const passphrase = 'five words drawn by chance';
let folder: string;
let home: string;
let audit: CommandLine;
let secret: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'at-rest-'));
  home = join(folder, 'home');
  audit = commandLine(home, folder);
  secret = join(folder, 'secret');
  writeFileSync(secret, `${passphrase}\n`, { mode: 0o600 });
  generateStore(join(folder, 'store'), 60);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('adds, syncs, lists and retires an encrypted workspace', async () => {
  const added = await audit('add', 'study', 'store', '--encrypt', '--passphrase-file', secret);
  expect(added).toMatchObject({ status: 0 });
  expect(added.stdout).toContain('Encrypted with a passphrase');
  expect(added.stderr).toContain('If you lose it nobody can open this workspace');
  const [sealed = ''] = readdirSync(home).filter((name) => name.startsWith('encrypted-'));

  const asked = await audit('-w', 'study', 'sync');
  expect(asked).toMatchObject({ status: 2, stdout: '' });
  expect(asked.stderr).toContain('--passphrase-file');
  expect(await audit('-w', 'study', '--passphrase-file', secret, 'sync')).toMatchObject({ status: 0 });
  expect(await audit('--passphrase-file', secret, 'runs')).toMatchObject({ status: 0 });
  expect((await audit('-w', sealed, '--passphrase-file', secret, 'evidence', 'verify')).stdout).toContain('Encrypted with a passphrase');
  writeFileSync(join(folder, 'wrong'), 'five other words by chance', { mode: 0o600 });
  expect((await audit('-w', sealed, '--passphrase-file', join(folder, 'wrong'), 'runs')).stderr).toContain('Nothing is damaged');
  writeFileSync(join(folder, 'open'), passphrase, { mode: 0o644 });
  expect((await audit('-w', 'study', '--passphrase-file', join(folder, 'open'), 'runs')).stderr).toContain('chmod 600');

  await audit('add', 'plain', 'store');
  const listed = await audit('workspaces');
  expect(listed.stdout).toMatch(/plain .*not encrypted/);
  expect(listed.stdout).toContain(`${sealed}: encrypted and locked`);
  expect(listed.stdout).toContain('whoever can read this disk can read it');
  expect(listed.stdout).not.toContain('study');

  const certificate = join(folder, 'certificate.txt');
  const retired = await audit('retire', 'study', '--reason', 'the study has ended', '--certificate', certificate, '--passphrase-file', secret);
  expect(retired).toMatchObject({ status: 0 });
  expect(existsSync(join(home, sealed))).toBe(false);
  const checked = await audit('evidence', 'check-certificate', certificate);
  expect(checked).toMatchObject({ status: 0 });
  expect(checked.stdout).toContain('Reason: the study has ended');
  writeFileSync(certificate, readFileSync(certificate, 'utf8').replace('has ended', 'goes on'));
  expect(await audit('evidence', 'check-certificate', certificate)).toMatchObject({ status: 1 });
  expect((await audit('workspaces')).stdout).toContain(`${sealed}: retired `);
  expect((await audit('retire', 'plain', '--reason', 'x', '--certificate', certificate)).stderr).toContain('is there already');
}, 180_000);

it('encrypts a plain one and changes its passphrase', async () => {
  expect(await audit('-w', 'plain', '--passphrase-file', secret, 'encrypt')).toMatchObject({ status: 0 });
  writeFileSync(join(folder, 'next'), 'another five words by chance', { mode: 0o600 });
  expect(await audit('-w', 'plain', '--passphrase-file', secret, 'passphrase', '--new-passphrase-file', join(folder, 'next'))).toMatchObject({ status: 0 });
  expect(await audit('-w', 'plain', '--passphrase-file', secret, 'runs')).toMatchObject({ status: 2 });
  expect(await audit('-w', 'plain', '--passphrase-file', join(folder, 'next'), 'journal')).toMatchObject({ status: 0, stdout: expect.stringContaining('Passphrase changed') });
}, 120_000);

it('asks on a terminal without showing what is typed', () => {
  const script = `
import os, pty, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
seen = b''
typed = False
while True:
    try:
        part = os.read(fd, 4096)
    except OSError:
        break
    if not part:
        break
    seen += part
    if b'Passphrase of' in seen and not typed:
        typed = True
        time.sleep(0.3)
        os.write(fd, b'another five words by chancX\\x7fe\\r')
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
  const shown = execFileSync('python3', ['-c', script, process.execPath, buildMain('cli'), '--home', home, '-w', 'plain', 'workspaces'], { encoding: 'utf8' });
  expect(shown).not.toContain('another');
  const answer = execFileSync('python3', ['-c', script, process.execPath, buildMain('cli'), '--home', home, '-w', 'plain', 'journal'], { encoding: 'utf8' });
  expect(answer).toContain('Passphrase of plain: ');
  expect(answer).toContain('WHEN');
  expect(answer).not.toContain('another');
}, 60_000);
