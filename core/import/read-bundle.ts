/** Takes a bundle apart into what it holds, by the layout of docs/evidence-format.md; what is in it is only read here, checked elsewhere. */
import { type BundleInfo, bundleInfo } from '../bundle/format';
import { AuditError } from '../errors';
import type { Ports, ZipLimits } from '../ports';
import { stopIfAborted } from '../store/stop';

/** A bundle is kept as one frame of a pack, which holds 256 MiB at most. */
export const largestBundle = 240 * 1024 * 1024;
const limits: ZipLimits = { entries: 500_000, bytes: 1024 * 1024 * 1024 };

/** A leaf as the bundle gives it: its line, or its hash alone where the maker left the line out. */
export type BundledLeaf = { index: number; line: Uint8Array; hash: null } | { index: number; line: null; hash: string };

export interface Bundle {
  /** The folder that all lies in. */
  folder: string;
  /** By the path below that folder. */
  files: Map<string, Uint8Array>;
  info: BundleInfo;
  leaves: BundledLeaf[];
}

/** Throws AuditError `bad-input` for what is no bundle of a kind that is known here, naming the part. */
export async function readBundle(ports: Pick<Ports, 'readZip'>, zip: Uint8Array, signal: AbortSignal): Promise<Bundle> {
  const files = new Map<string, Uint8Array>();
  let folder: string | null = null;
  for await (const { name, bytes } of ports.readZip(zip, limits)) {
    stopIfAborted(signal);
    const cut = name.indexOf('/');
    const top = cut < 0 ? '' : name.slice(0, cut);
    folder ??= top;
    if (top === '' || top !== folder) throw noBundle(`"${name}" lies outside the one folder that a bag is`);
    files.set(name.slice(cut + 1), bytes);
  }
  if (folder === null) throw noBundle('it is empty');
  const text = textIn(files, 'data/bundle.json');
  let described: unknown;
  try {
    described = JSON.parse(text);
  } catch {
    throw noBundle('data/bundle.json is no JSON');
  }
  const info = bundleInfo.safeParse(described);
  if (!info.success) {
    const issue = info.error.issues[0];
    throw noBundle(`data/bundle.json is not as a bundle of version 1 has it (${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'other'})`);
  }
  return { folder, files, info: info.data, leaves: leavesOf(textIn(files, 'data/leaves.jsonl')) };
}

/** Lines of a file of JSON lines, each with its number from 1; an absent file has none. */
export function jsonLines(bytes: Uint8Array | undefined): { number: number; text: string; value: unknown }[] {
  if (bytes === undefined) return [];
  return linesOf(new TextDecoder().decode(bytes)).map((text, at) => ({ number: at + 1, text, value: parsed(text) }));
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function leavesOf(text: string): BundledLeaf[] {
  const encoder = new TextEncoder();
  return linesOf(text).map((line, at) => {
    const leaf = parsed(line) as { index?: unknown; line?: unknown; leafHash?: unknown } | undefined | null;
    const index = leaf?.index;
    if (typeof index === 'number' && Number.isSafeInteger(index) && index >= 0) {
      if (typeof leaf?.line === 'string') return { index, line: encoder.encode(leaf.line), hash: null };
      if (typeof leaf?.leafHash === 'string') return { index, line: null, hash: leaf.leafHash };
    }
    throw noBundle(`line ${at + 1} of data/leaves.jsonl is no leaf`);
  });
}

function textIn(files: ReadonlyMap<string, Uint8Array>, path: string): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw noBundle(`${path} is not in it`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw noBundle(`${path} is not UTF-8 text`);
  }
}

function noBundle(why: string): AuditError {
  return new AuditError('bad-input', `This is no evidence bundle that can be read here: ${why}. Ask whoever made it for another copy.`);
}
