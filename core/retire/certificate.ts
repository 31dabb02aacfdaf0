/** The certificate of destruction: a text for people that is a C2SP signed note, so that openssl, Go and a few lines of Python check its signature. */
import { type NoteKey, parseNote, parseVerifierKey, signerOf, verifierKey, writeNote } from '../evidence/tree/signed-note';
import type { Ports } from '../ports';
import { visibleText } from '../preview/visible-text';

/** The first line; no log can have a name with spaces, so that no checkpoint is ever mistaken for it. */
const title = 'lineage-audit certificate of destruction 1';

export interface DestroyedFile {
  path: string;
  size: number;
  sha256: string;
}
/** In the order in which they are written. */
export type Facts = readonly (readonly [name: string, value: string])[];

const filesTitle = 'Files, SHA-256 of what each held, bytes, path in the folder of the workspace:';
const begun = 'Removal: begun. This text was on the disk, outside of the workspace, before the first of its files was removed. It does not say that the removal ended.';
const ended = (at: string) => `Removal: ended ${at}, by this computer's clock. The folder was gone from its place then.`;

/** What was done and what that shows; nothing more may be claimed. `plainBefore`: it was encrypted later than it was added. */
export function howWords(encrypted: boolean, plainBefore: boolean): string[] {
  const [last, before] = encrypted
    ? [
        'The workspace was encrypted with a random key that existed in its two key files alone, wrapped by a passphrase. These were overwritten with random bytes, flushed to the disk and removed before all others: who has neither an older copy of a key file nor the key in memory cannot read a copy of the other files, not even with the passphrase.',
        'It is not shown that no copy of a key file exists elsewhere, in a backup, a snapshot of the file system or blocks that the disk has set aside; with one of them and the passphrase the files could be read where they are left.',
      ]
    : [
        'The workspace was not encrypted. Its files were removed from the file system, which frees their space and does not erase it.',
        'It is not shown that the bytes are gone from the disk: flash memory, file systems that copy on write, snapshots and backups keep what was removed, and no program can promise otherwise.',
      ];
  return [
    `What was done: ${last}`,
    `What is not shown: ${before}${encrypted && plainBefore ? ` ${plainWords}` : ''} The lineage store itself was not touched. Who signed held the key of this program on this computer; all times are this computer's clock.`,
    'What follows: reports and bundles that were given out before can no longer be made anew from here, and what they say can no longer be held against what was kept.',
  ];
}

const plainWords =
  'Before it was encrypted this workspace lay on this disk in the clear; its plain files were removed then, which does not erase them, and destroying the key says nothing of what is left of those.';

export function certificateText(facts: Facts, files: readonly DestroyedFile[], how: readonly string[], removalEnded: string | null): string {
  return [
    title,
    '',
    ...facts.map(([name, value]) => `${name}: ${oneLine(value)}`),
    '',
    removalEnded === null ? begun : ended(removalEnded),
    '',
    ...how,
    '',
    filesTitle,
    ...files.map(({ sha256, size, path }) => `${sha256} ${size} ${oneLine(path)}`),
    '',
  ].join('\n');
}

/** Signs with the key of this surface under the name of the log: the public key is the one that its checkpoints name. */
export function signCertificate(ports: Pick<Ports, 'sha256' | 'keys'>, text: string, logName: string): { bytes: Uint8Array; verifierKey: string } {
  const signer = ports.keys.signer();
  const key = { name: logName, publicKey: signer.publicKey };
  return { bytes: writeNote(ports, text, key, signer.sign), verifierKey: verifierKey(ports, key) };
}

/** The same certificate, saying that the removal ended and naming the key that is to sign that; null where the bytes are none that was begun. */
export function withEnd(bytes: Uint8Array, at: string, publicKey: string): string | null {
  const text = parseNote(bytes)?.text;
  if (!text?.startsWith(`${title}\n`) || !text.includes(`\n${begun}\n`)) return null;
  return text.replace(`\n${begun}\n`, () => `\n${ended(at)}\n`).replace(new RegExp(`\n${keyFact}: .*\n`), () => `\n${keyFact}: ${publicKey}\n`);
}

export interface ReadCertificate {
  signer: NoteKey | 'bad' | 'unknown';
  facts: { name: string; value: string }[];
  files: DestroyedFile[];
  ended: boolean;
}

/** null for what is no certificate. `keys`: those it may be signed with; empty: the one that it names. */
export function readCertificate(ports: Pick<Ports, 'sha256' | 'keys'>, bytes: Uint8Array, keys: readonly NoteKey[]): ReadCertificate | null {
  const note = parseNote(bytes);
  if (note === null || !note.text.startsWith(`${title}\n`)) return null;
  const [head = '', list = ''] = note.text.split(`\n${filesTitle}\n`);
  const facts = head.split('\n').flatMap((line) => {
    const [, name, value] = /^([A-Z][A-Za-z ]*): (.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value }];
  });
  const files = list.split('\n').flatMap((line) => {
    const [, sha256, size, path] = /^([0-9a-f]{64}) (\d+) (.+)$/.exec(line) ?? [];
    return sha256 === undefined || path === undefined ? [] : [{ sha256, size: Number(size), path }];
  });
  const named = parseVerifierKey(ports, facts.find(({ name }) => name === keyFact)?.value ?? '');
  return {
    signer: signerOf(ports, note, keys.length > 0 ? keys : named === null ? [] : [named]),
    facts,
    files,
    ended: head.includes('\nRemoval: ended '),
  };
}

export const keyFact = 'Public key';

/** A note holds no control characters; neither does a line of it. */
function oneLine(text: string): string {
  return visibleText(text.replaceAll('\n', '␊').replaceAll('\t', '␉'));
}
