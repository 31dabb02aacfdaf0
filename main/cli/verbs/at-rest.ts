/** `encrypt`, `passphrase`, `retire` and `evidence check-certificate`: how a workspace lies on the disk, and how it ends. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { lostWords } from '../../../core/at-rest/words';
import { AuditError } from '../../../core/errors';
import { exitCodes } from '../exit-codes';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted } from '../words';

const largest = 20_000_000;

export const atRestVerbs: Verb = (program, act) => {
  program
    .command('encrypt')
    .description('encrypt a workspace with a passphrase: an encrypted copy is made and verified, then the plain one is destroyed')
    .action(
      act(async (session) => {
        const workspace = await session.workspace();
        process.stderr.write(`${lostWords}\n`);
        const result = await session.job('workspaces.encrypt', { workspace, passphrase: await session.passphrase(`for ${workspace}`, { twice: true }) });
        return {
          json: result,
          text:
            `The workspace "${result.workspace}" is encrypted: ${counted(result.files, 'file')}, ${bytesText(result.bytes)}, each compared with what it was made of.\n` +
            'The plain files were removed, which frees their space and does not erase it: what the disk, snapshots and backups still hold of them can be read.\n',
        };
      }),
    );
  program
    .command('passphrase')
    .description('change the passphrase of an encrypted workspace')
    .option('--new-passphrase-file <file>', 'a file that holds the new one; left out: asked for')
    .action(
      act(async (session, { newPassphraseFile }: { newPassphraseFile?: string }) => {
        const workspace = await session.workspace();
        const old = await session.passphrase('that it has now');
        const next = await session.passphrase('that it gets', { twice: true, ...(newPassphraseFile === undefined ? {} : { file: newPassphraseFile }) });
        await session.call('workspaces.changePassphrase', { workspace, old, next });
        return {
          json: { workspace },
          text: `The passphrase of "${workspace}" is changed. Whoever copied the folder before can still open that copy with the old one.\n`,
        };
      }),
    );
  program
    .command('retire <workspace>')
    .description('end a workspace: write a signed certificate of destruction elsewhere, then destroy all that is kept of it here; the store is not touched')
    .requiredOption('--reason <text>', 'why; it stands in the certificate')
    .requiredOption('--certificate <file>', 'the certificate to write, outside of the folder of the workspaces')
    .action(
      act(async (session, name: string, { reason, certificate }: { reason: string; certificate: string }) => {
        const workspace = await session.workspace(name);
        const out = resolve(certificate);
        if (statSync(out, { throwIfNoEntry: false })?.isFile())
          throw new AuditError('already-exists', `${out} is there already. Name a new file for the certificate.`, { path: out });
        const result = await session.job('workspaces.retire', { workspace, reason, out });
        return {
          json: result,
          text:
            `The workspace "${workspace}" is retired: ${counted(result.files, 'file')}, ${bytesText(result.bytes)} destroyed. What that means for the disk is said in the certificate.\n` +
            `Certificate: ${visibleLine(result.path)}\nSHA-256 ${result.sha256}\nPublic key ${visibleLine(result.verifierKey)}\n` +
            'Reports and bundles given out before can no longer be made anew from here.\n',
          notes: [result.note],
        };
      }),
    );
  const evidence = program.commands.find((one) => one.name() === 'evidence');
  evidence
    ?.command('check-certificate <file>')
    .description('check the signature of a certificate of destruction; no workspace is needed')
    .option('--key <key>', 'the public key (name+id+key), or a file that holds one or several, a line each; left out: the one that the certificate names')
    .action(
      act(async (session, file: string, { key }: { key?: string }) => {
        const keys = key === undefined ? undefined : /^[^\s+]+\+[0-9a-f]{8}\+\S+$/.test(key) ? key : readText(key);
        const result = await session.call('certificates.check', { text: readText(file), ...(keys === undefined ? {} : { key: keys }) });
        const checks = result.checks.map(({ ok, message }) => `${ok ? '✓' : '✗'} ${visibleLine(message)}\n`);
        const facts = result.facts.map(({ name, value }) => `${visibleLine(name)}: ${visibleLine(value)}\n`);
        const files = `It names ${counted(result.files, 'file')} by SHA-256.\n`;
        const end = result.ended ? '' : 'It does NOT say that the removal ended.\n';
        return { json: result, text: [...checks, ...facts, files, end].join(''), code: result.ok ? exitCodes.fine : exitCodes.findings };
      }),
    );
};

function readText(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > largest) throw new Error(`it has ${size} bytes, more than such a file can have`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new AuditError('file-unreadable', `${path} could not be read: ${(error as Error).message}.`, { path });
  }
}
