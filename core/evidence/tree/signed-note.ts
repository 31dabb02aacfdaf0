/** Signed notes as https://c2sp.org/signed-note defines them: a text, an empty line, and signatures by named keys; Ed25519 alone. */
import { base64Of, bytesOfBase64 } from '../../engine/base64';
import { bytesOfHex, hexOf } from '../../index/key-bytes';
import type { Ports } from '../../ports';

/** A key as notes know it. */
export interface NoteKey {
  /** No spaces, no plus; here always the origin of a log. */
  name: string;
  /** 32 bytes (RFC 8032). */
  publicKey: Uint8Array;
}
export interface NoteSignature {
  name: string;
  /** 8 hex digits. */
  keyId: string;
  signature: Uint8Array;
}
export interface SignedNote {
  /** With its last newline: these bytes, in UTF-8, are signed. */
  text: string;
  signatures: NoteSignature[];
}

const ed25519 = 1;
const dash = '—';
const encoder = new TextEncoder();
/** C2SP asks for 16 at least; more are no checkpoint of ours. */
const mostSignatures = 100;

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), as hex. */
export function keyIdOf(ports: Pick<Ports, 'sha256'>, { name, publicKey }: NoteKey): string {
  const hash = ports.sha256();
  hash.update(encoder.encode(`${name}\n`));
  hash.update(new Uint8Array([ed25519]));
  hash.update(publicKey);
  return hash.hex().slice(0, 8);
}

/** The key on one line, as Go's note package and others take it: `name+keyid+base64(0x01 ‖ public key)`. */
export function verifierKey(ports: Pick<Ports, 'sha256'>, key: NoteKey): string {
  return `${key.name}+${keyIdOf(ports, key)}+${base64Of(new Uint8Array([ed25519, ...key.publicKey]))}`;
}

/** null for a line that is no Ed25519 verifier key, or whose id is not that of its key. */
export function parseVerifierKey(ports: Pick<Ports, 'sha256'>, line: string): NoteKey | null {
  const [, name = '', keyId = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line.trim()) ?? [];
  const bytes = bytesOfBase64(encoded);
  if (name === '' || bytes === null || bytes.length !== 33 || bytes[0] !== ed25519) return null;
  const key = { name, publicKey: bytes.subarray(1) };
  return keyIdOf(ports, key) === keyId ? key : null;
}

/** The whole note, as bytes: `text` ends in a newline. */
export function writeNote(ports: Pick<Ports, 'sha256'>, text: string, key: NoteKey, sign: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const signed = new Uint8Array([...bytesOfHex(keyIdOf(ports, key)), ...sign(encoder.encode(text))]);
  return encoder.encode(`${text}\n${dash} ${key.name} ${base64Of(signed)}\n`);
}

/** null for bytes that are no signed note: not UTF-8, with control characters, or without signature lines at its end. */
export function parseNote(bytes: Uint8Array): SignedNote | null {
  let whole: string;
  try {
    whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a note must not hold
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) return null;
  const cut = whole.lastIndexOf('\n\n');
  if (cut < 1 || !whole.endsWith('\n')) return null;
  const lines = whole.slice(cut + 2, -1).split('\n');
  if (lines.length > mostSignatures) return null;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? [];
    const signed = bytesOfBase64(encoded);
    if (name === '' || signed === null || signed.length < 5) return null;
    signatures.push({ name, keyId: hexOf(signed.subarray(0, 4)), signature: signed.subarray(4) });
  }
  return { text: whole.slice(0, cut + 1), signatures };
}

/**
 * The key that signed the note, `unknown` where none of `keys` did, `bad` where a signature under a known key's name and id is not
 * its signature: the note is then rejected whatever else it holds.
 */
export function signerOf<K extends NoteKey>(ports: Pick<Ports, 'sha256' | 'keys'>, note: SignedNote, keys: readonly K[]): K | 'unknown' | 'bad' {
  let signer: K | 'unknown' = 'unknown';
  for (const { name, keyId, signature } of note.signatures) {
    const named = keys.filter((key) => key.name === name && keyIdOf(ports, key) === keyId);
    if (named.length === 0) continue;
    const key = named.find((one) => ports.keys.verify(one.publicKey, encoder.encode(note.text), signature));
    if (key === undefined) return 'bad';
    if (signer === 'unknown') signer = key;
  }
  return signer;
}
