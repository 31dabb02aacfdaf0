/** `evidence checkpoint`, `evidence prove`, `evidence check-proof`, `evidence keys`: the log of a workspace, for others to hold it against. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { AuditError } from '../../../core/errors';
import { checkpointWords, signerWords, witnessWords } from '../../../core/evidence/log-summary';
import { exitCodes } from '../exit-codes';
import type { Act } from '../verb';
import { visibleLine } from '../visible';
import { counted, timeText } from '../words';

/** A checkpoint or proof has some kilobytes; a record at most 64 MiB. */
const textLimit = 1_000_000;
const recordLimit = 64 << 20;

export function logVerbs(evidence: Command, act: Act): void {
  evidence
    .command('checkpoint')
    .description('write the newest signed checkpoint to a file for somebody else to keep')
    .requiredOption('--out <file>', 'the file to write, or a folder that is there')
    .action(
      act(async (session, { out }: { out: string }) => {
        const workspace = await session.workspace();
        const result = await session.call('evidence.handOut', { workspace, out: outPath(out, workspace) });
        const { number, size, at } = result.checkpoint;
        const text =
          `${visibleLine(result.path)}: checkpoint ${number} over ${counted(size, 'leaf', 'leaves')}, ${timeText(at)} by this computer's clock.\n` +
          `Give it to somebody who does not own this computer, with ${result.verifierKeys.length === 1 ? 'this public key' : 'these public keys'}:\n` +
          result.verifierKeys.map((key) => `  ${visibleLine(key)}\n`).join('') +
          'Later: lineage-audit evidence verify --against FILE\n';
        return { json: result, text };
      }),
    );
  evidence
    .command('prove [what]')
    .description('prove that a record (LID) or an event (its number in the log, from 0) is in the log, or with --since that the log extends an older checkpoint')
    .option('--since <file>', 'the older checkpoint')
    .requiredOption('--out <file>', 'the proof to write; an existing file is replaced')
    .action(
      act(async (session, what: string | undefined, { out, since }: { out: string; since?: string }) => {
        const workspace = await session.workspace();
        if ((what === undefined) === (since === undefined)) throw new AuditError('bad-input', 'Say what to prove: a LID, a number of an event, or --since FILE; one of the three.');
        const asked = since !== undefined ? { since: readText(since) } : /^\d{1,15}$/.test(what ?? '') ? { leaf: Number(what) } : { lid: await session.lid(what ?? '') };
        const result = await session.call('evidence.prove', { workspace, ...asked, out: resolve(out) });
        const { number, size } = result.checkpoint;
        const proven = result.leaf === null ? 'that the log extends that checkpoint' : `leaf ${result.leaf}: ${result.event ?? ''}`;
        return {
          json: result,
          text: `${visibleLine(result.path)}: ${visibleLine(proven)}\nin checkpoint ${number} over ${counted(size, 'leaf', 'leaves')}. Public keys:\n${result.verifierKeys.map((key) => `  ${visibleLine(key)}\n`).join('')}`,
        };
      }),
    );
  evidence
    .command('check-proof <file>')
    .description('check a proof with the public key alone; no workspace is needed')
    .requiredOption('--key <key>', 'the public key (name+id+key), or a file that holds one or several, a line each')
    .option('--since <file>', 'the older checkpoint, for a proof that a log extends it')
    .option('--record <file>', 'a file that is to be the one whose SHA-256 the event names')
    .action(
      act(async (session, file: string, { key, since, record }: { key: string; since?: string; record?: string }) => {
        const result = await session.call('evidence.checkProof', {
          proof: readText(file),
          key: readKeys(key),
          ...(since === undefined ? {} : { since: readText(since) }),
          ...(record === undefined ? {} : { recordSha256: createHash('sha256').update(readBytes(record, recordLimit)).digest('hex') }),
        });
        const lines = result.checks.map(({ ok, message }) => `${ok ? '✓' : '✗'} ${visibleLine(message)}\n`);
        const event = result.event === null ? '' : `The event: ${visibleLine(result.event)}\n`;
        return {
          json: result,
          text: `${lines.join('')}${event}${result.ok ? 'The proof holds.' : 'The proof does NOT hold.'}\n`,
          code: result.ok ? exitCodes.fine : exitCodes.findings,
        };
      }),
    );
  evidence
    .command('keys')
    .description('the public keys that sign the checkpoints of this workspace, how each is kept, and how far the log is witnessed')
    .action(
      act(async (session) => {
        const result = await session.call('evidence.log', { workspace: await session.workspace() });
        const { log, key, keyProblem } = result;
        const keys = log.signers.map(({ verifierKey }) => `${verifierKey}\n`).join('');
        const text = [
          ...signerWords(log),
          key === null ? '' : `This command line signs with the key in ${key.where}.`,
          log.after === 0 ? '' : `${counted(log.after, 'event')} of the ledger came after the newest checkpoint; the next act signs over them.`,
          log.fault === null ? '' : checkpointWords(log),
          witnessWords(log),
        ].filter((line) => line !== '');
        return { json: result, text: `${keys}${text.map((line) => `${visibleLine(line)}\n`).join('')}`, notes: [keyProblem] };
      }),
    );
}

/** A checkpoint from elsewhere, called by its path. */
export function readCheckpointFile(path: string): { file: string; text: string } {
  return { file: path, text: readText(path) };
}

function outPath(out: string, workspace: string): string {
  const path = resolve(out);
  if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) return path;
  return join(path, `${workspace}-checkpoint-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z.txt`);
}

/** A key on one line as it was typed, or the file that holds one or several. */
export function readKeys(typed: string): string {
  return /^[^\s+]+\+[0-9a-f]{8}\+\S+$/.test(typed) ? typed : readText(typed);
}

export function readText(path: string): string {
  return readBytes(path, textLimit).toString('utf8');
}

function readBytes(path: string, limit: number): Buffer {
  try {
    const { size } = statSync(path);
    if (size > limit) throw new Error(`it has ${size} bytes, more than such a file can have`);
    return readFileSync(path);
  } catch (error) {
    throw new AuditError('file-unreadable', `${basename(path)} could not be read: ${(error as Error).message}.`, { path });
  }
}
