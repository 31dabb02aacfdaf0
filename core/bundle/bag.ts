/** A BagIt 1.0 bag (RFC 8493) written straight into a zip: its manifests grow with it and come last. */
import type { Ports, ZipFile } from '../ports';
import { visibleText } from '../preview/visible-text';

export interface Bag {
  /** A file below `data/`; gives its SHA-256. */
  payload(path: string, parts: Uint8Array | Iterable<Uint8Array>): Promise<string>;
  /** A file beside it. */
  tag(path: string, text: string): Promise<void>;
  /** Writes `bag-info.txt` with these fields and the size of the payload, and the manifests. */
  close(info: readonly (readonly [label: string, value: string])[]): Promise<void>;
}

const algorithms = ['sha256', 'sha512'] as const;
type Manifests = Record<(typeof algorithms)[number], string[]>;
const encoder = new TextEncoder();

/** `folder`: of the bag, in the zip. Paths are our own: letters, digits, dots, dashes, slashes, nothing that a manifest would have to escape. */
export async function openBag(ports: Pick<Ports, 'sha256' | 'sha512'>, zip: ZipFile, folder: string, signal: AbortSignal): Promise<Bag> {
  const payload: Manifests = { sha256: [], sha512: [] };
  const tags: Manifests = { sha256: [], sha512: [] };
  let octets = 0;
  let files = 0;

  async function add(path: string, parts: Uint8Array | Iterable<Uint8Array>, manifests: Manifests | null): Promise<{ bytes: number; sha256: string }> {
    const hashes = { sha256: ports.sha256(), sha512: ports.sha512() };
    let bytes = 0;
    const see = (part: Uint8Array) => {
      bytes += part.length;
      for (const name of algorithms) hashes[name].update(part);
    };
    if (parts instanceof Uint8Array) see(parts);
    await zip.add(`${folder}/${path}`, parts instanceof Uint8Array ? parts : seen(parts, see), signal);
    const digests = { sha256: hashes.sha256.hex(), sha512: hashes.sha512.hex() };
    for (const name of algorithms) manifests?.[name].push(`${digests[name]}  ${path}\n`);
    return { bytes, sha256: digests.sha256 };
  }
  const addText = (path: string, text: string) => add(path, encoder.encode(text), tags);

  await addText('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  return {
    async payload(path, parts) {
      const { bytes, sha256 } = await add(`data/${path}`, parts, payload);
      octets += bytes;
      files++;
      return sha256;
    },
    async tag(path, text) {
      await addText(path, text);
    },
    async close(info) {
      await addText('bag-info.txt', [...info, ['Payload-Oxum', `${octets}.${files}`] as const].map(([label, value]) => `${label}: ${oneLine(value)}\n`).join(''));
      for (const name of algorithms) await addText(`manifest-${name}.txt`, payload[name].join(''));
      const text = (name: keyof Manifests) => encoder.encode(tags[name].join(''));
      const last = algorithms.map((name) => [name, text(name)] as const);
      for (const [name, bytes] of last) await add(`tagmanifest-${name}.txt`, bytes, null);
    },
  };
}

/** A LID may hold anything; a line of `bag-info.txt` begins a field. */
function oneLine(text: string): string {
  return visibleText(text).replace(/[\t\n]/g, ' ');
}

function* seen(parts: Iterable<Uint8Array>, see: (part: Uint8Array) => void): Generator<Uint8Array> {
  for (const part of parts) {
    see(part);
    yield part;
  }
}
