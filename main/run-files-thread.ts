/** A thread that makes and packs the run as data for one report, and ends. */
import { parentPort } from 'node:worker_threads';
import { digestOf } from '../core/digest-of';
import { encoded } from '../core/encoded';
import { addPart, noRecords, type ScopePart, wholeScope } from '../core/export/flat-scope';
import type { EmbeddedBytes } from '../core/ports';
import { runFiles } from '../core/report/run-files';
import { sha1, sha256 } from './ports/hashes';
import type { FromRunFiles, ToRunFiles } from './ports/pdf/pack-messages';
import { FileInParts, readAsItIs } from './ports/pdf/packed';

if (parentPort === null) throw new Error('The run as data is made in a worker thread: it is started by ports/pdf/run-files.');
const port = parentPort;
const digests = { sha1: (bytes: Uint8Array) => digestOf(sha1(), bytes), sha256: (bytes: Uint8Array) => digestOf(sha256(), bytes) };

const records = noRecords();

port.on('message', (message: ToRunFiles) => {
  if ('part' in message) return addPart(records, withSharedTexts(message.part));
  const made = runFiles(wholeScope(records, message.rest), digests).map(({ parts }) => packedAsMade(parts));
  port.postMessage(
    { made } satisfies FromRunFiles,
    made.map(({ bytes }) => bytes.buffer as ArrayBuffer),
  );
  port.close();
});

const texts = new Map<string, string>();

/** A text that comes with thousands of records, once: as a message each is a text of its own. */
function shared<Text extends string | null>(text: Text): Text {
  if (text === null) return text;
  const known = texts.get(text);
  if (known !== undefined) return known as Text;
  texts.set(text, text);
  return text;
}

function withSharedTexts(part: ScopePart): ScopePart {
  for (const task of part.tasks) {
    task.kind = shared(task.kind);
    task.process = shared(task.process);
    task.run = shared(task.run);
    task.container = shared(task.container);
    task.pinned = shared(task.pinned);
  }
  for (const file of part.files) {
    const { recorded, check } = file;
    file.kind = shared(file.kind);
    file.run = shared(file.run);
    file.output = shared(file.output);
    if (recorded !== null) {
      recorded.algorithm = shared(recorded.algorithm);
      recorded.mode = shared(recorded.mode);
    }
    if (check !== null) {
      check.verdict = shared(check.verdict);
      check.reason = shared(check.reason);
      check.at = shared(check.at);
    }
  }
  for (const other of part.others) other.kind = shared(other.kind);
  return part;
}

function packedAsMade(parts: Iterable<string>): EmbeddedBytes & { bytes: Uint8Array } {
  const file = new FileInParts();
  const hash = sha256();
  let size = 0;
  for (const bytes of encoded(parts)) {
    hash.update(bytes);
    file.push(bytes);
    size += bytes.length;
  }
  return { bytes: file.end(), packed: size > readAsItIs, size, sha256: hash.hex() };
}
