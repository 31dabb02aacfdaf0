/** Checks the in-toto statement of a bundle: its DSSE signature by a key of the log, and that it says what the files and leaves beside it say. */
import { bundleId, payloadType, predicateType } from '../bundle/format';
import { base64Of, bytesOfBase64 } from '../engine/base64';
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import type { CheckedLog } from './check-log';
import { checkStatedFiles } from './check-stated-files';
import type { Tally } from './findings';
import type { Bundle } from './read-bundle';

const subject = 'data/statement.dsse.json';
const decoder = new TextDecoder('utf-8', { fatal: true });

export function checkStatement(ports: Pick<Ports, 'sha256' | 'keys'>, bundle: Bundle, { keys, checkpoint, events }: CheckedLog, tally: Tally): void {
  const { files, info } = bundle;
  const id = bundleId(ports, info.origin, info.checkpoint, info.run);
  tally.check('statement', 'data/bundle.json', info.id === id && bundle.folder === id ? null : 'its id does not follow from its log, checkpoint and run');
  const envelope = read(files.get(subject)) as { payloadType?: unknown; payload?: unknown; signatures?: unknown } | null;
  const payload = typeof envelope?.payload === 'string' ? bytesOfBase64(envelope.payload) : null;
  if (payload === null || envelope?.payloadType !== payloadType || !Array.isArray(envelope.signatures)) {
    tally.check('statement', subject, 'it is missing, or no signed envelope of a statement');
    return;
  }
  const signed = preAuthentication(payloadType, payload);
  const signatures = envelope.signatures.map((one: { sig?: unknown } | null) => (typeof one?.sig === 'string' ? bytesOfBase64(one.sig) : null));
  const holds = signatures.some((signature) => signature !== null && keys.some(({ publicKey }) => ports.keys.verify(publicKey, signed, signature)));
  tally.check('statement', subject, holds ? null : 'its signature is by none of the keys of the log: altered, or made by somebody else');
  const statement = read(payload) as { _type?: unknown; predicateType?: unknown; subject?: unknown; predicate?: Predicate } | null;
  const said = statement?.predicate?.checkpoint;
  const { number, dated } = info.checkpoint;
  const fits =
    statement?._type === 'https://in-toto.io/Statement/v1' &&
    statement.predicateType === predicateType &&
    statement.predicate?.bundle?.id === info.id &&
    statement.predicate?.run?.lid === info.run &&
    said?.number === number &&
    said?.dated === dated &&
    said?.size === checkpoint?.size &&
    said?.origin === info.origin &&
    said?.root === (checkpoint === null ? null : base64Of(checkpoint.root));
  tally.check('statement', subject, fits ? null : 'it speaks of another bundle, run or checkpoint');
  const named = new Set<string>();
  for (const one of listOf(statement?.predicate?.bundle?.files)) {
    const path = typeof one?.name === 'string' ? one.name : '';
    if (named.has(path)) tally.check('statement', path, 'the statement names it twice');
    named.add(path);
    const bytes = files.get(path);
    tally.check('statement', path, bytes !== undefined && sha256Of(ports, bytes) === one?.digest?.sha256 ? null : 'the statement names another content of it');
  }
  // What lies right below data/ is vouched for by no leaf and no proof of its own.
  for (const path of files.keys())
    if (/^data\/[^/]+$/.test(path) && path !== subject && !named.has(path))
      tally.check('statement', path, 'the signed statement does not name it: its content is vouched for by nobody');
  const { verdicts, files: stated } = statement?.predicate ?? {};
  checkStatedFiles({ verdicts, files: stated, subjects: statement?.subject, ownSha256: sha256Of(ports, files.get('data/bundle.json') ?? new Uint8Array()) }, events, tally);
}

interface Predicate {
  bundle?: { id?: unknown; files?: unknown };
  checkpoint?: Record<string, unknown>;
  run?: { lid?: unknown };
  verdicts?: unknown;
  files?: unknown;
}
type Named = { name?: unknown; digest?: { sha256?: unknown } } | null;

function listOf(value: unknown): Named[] {
  return Array.isArray(value) ? (value as Named[]) : [];
}

/** DSSE v1, PAE: "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body. */
function preAuthentication(type: string, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`DSSEv1 ${new TextEncoder().encode(type).length} ${type} ${body.length} `);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

function read(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes === undefined ? null : JSON.parse(decoder.decode(bytes));
  } catch {
    return null;
  }
}
