/** Proofs as text: inclusion as https://c2sp.org/tlog-proof, consistency as the request of https://c2sp.org/tlog-witness; each ends with its checkpoint. */
import { base64Of, bytesOfBase64 } from '../../engine/base64';

export interface InclusionProof {
  kind: 'inclusion';
  /** The leaf itself, which the format leaves to the application; null where it is not in the file. */
  leaf: Uint8Array | null;
  index: number;
  path: Uint8Array[];
  /** The checkpoint, verbatim. */
  checkpoint: Uint8Array;
}
export interface ConsistencyProof {
  kind: 'consistency';
  /** Leaves of the older tree. */
  oldSize: number;
  path: Uint8Array[];
  /** The newer checkpoint, verbatim. */
  checkpoint: Uint8Array;
}

const magic = 'c2sp.org/tlog-proof@v1';
const encoder = new TextEncoder();
/** A path has at most one hash for each bit of a size below 2^53, a consistency proof twice that. */
const mostHashes = 128;

export function writeProof(proof: InclusionProof | ConsistencyProof): Uint8Array {
  const head = proof.kind === 'inclusion' ? [magic, ...(proof.leaf === null ? [] : [`extra ${base64Of(proof.leaf)}`]), `index ${proof.index}`] : [`old ${proof.oldSize}`];
  const text = encoder.encode([...head, ...proof.path.map(base64Of), '', ''].join('\n'));
  const bytes = new Uint8Array(text.length + proof.checkpoint.length);
  bytes.set(text);
  bytes.set(proof.checkpoint, text.length);
  return bytes;
}

/** null for what is neither. */
export function parseProof(bytes: Uint8Array): InclusionProof | ConsistencyProof | null {
  let whole: string;
  try {
    whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
  const cut = whole.indexOf('\n\n');
  if (cut < 0) return null;
  const lines = whole.slice(0, cut).split('\n');
  const checkpoint = encoder.encode(whole.slice(cut + 2));
  let leaf: Uint8Array | null = null;
  const inclusion = lines[0] === magic;
  if (inclusion) lines.shift();
  if (inclusion && lines[0]?.startsWith('extra ')) {
    leaf = bytesOfBase64(lines.shift()?.slice('extra '.length) ?? '');
    if (leaf === null) return null;
  }
  const [, number] = (inclusion ? /^index (0|[1-9]\d{0,15})$/ : /^old (0|[1-9]\d{0,15})$/).exec(lines.shift() ?? '') ?? [];
  if (number === undefined || lines.length > mostHashes) return null;
  const path: Uint8Array[] = [];
  for (const line of lines) {
    const hash = bytesOfBase64(line);
    if (hash?.length !== 32) return null;
    path.push(hash);
  }
  return inclusion ? { kind: 'inclusion', leaf, index: Number(number), path, checkpoint } : { kind: 'consistency', oldSize: Number(number), path, checkpoint };
}
