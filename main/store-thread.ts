/** A thread that lists folders of a store and reads, hashes and packs its objects, batch by batch, and cares for nothing else. */
import { parentPort } from 'node:worker_threads';
import type { S3Location } from '../core/contract/workspaces';
import { toErrorData } from '../core/errors';
import type { LineageStore, StoreObject, StoreRead } from '../core/store/lineage-store';
import { readObject } from './ports/folder/read';
import { walk } from './ports/folder/walk';
import type { ListAnswer, ToList } from './ports/reading/list-beside';
import { type BatchAnswer, batchOf, type ToRead } from './ports/reading/read-batch';

if (parentPort === null) throw new Error('Stores are read in a worker thread: it is started by ports/reading/read-ahead.');
const port = parentPort;
const answer = (read: BatchAnswer) => port.postMessage(read, 'content' in read ? [read.content] : []);

/** Only where it is asked for: the client takes long to load. */
let s3: Promise<LineageStore> | undefined;
const never = new AbortController().signal;

async function readS3(location: S3Location, { objects, interpret }: ToRead): Promise<BatchAnswer> {
  s3 ??= import('./ports/s3-store').then(({ openS3Store }) => openS3Store(location));
  const reads = new Map<StoreObject, StoreRead>();
  for await (const read of (await s3).readMany([...objects], never)) reads.set(read.object, read);
  return batchOf(
    objects.flatMap((object) => reads.get(object) ?? []),
    interpret,
  );
}

/** Two batches are read at a time, so that the requests of one go on where those of the other end; they are answered in the order asked. */
let [answeredLast, answeredBefore]: Promise<void>[] = [Promise.resolve(), Promise.resolve()];

/** Objects in one answer: a few megabytes. */
const objectsListed = 10_000;

function list({ root, store, folders }: ToList) {
  const tell = (objects: StoreObject[], last: boolean) => {
    const listed = new TextEncoder().encode(JSON.stringify(objects)).buffer;
    port.postMessage({ listed, last } satisfies ListAnswer, [listed]);
  };
  let objects: StoreObject[] = [];
  for (const object of walk(root, store, { paths: folders, given: 0 })) {
    objects.push(object);
    if (objects.length < objectsListed) continue;
    tell(objects, false);
    objects = [];
  }
  tell(objects, true);
}

port.on('message', (asked: ToRead | ToList) => {
  if ('folders' in asked) {
    try {
      list(asked);
    } catch (error) {
      port.postMessage({ failure: toErrorData(error) } satisfies ListAnswer);
    }
    return;
  }
  const { from } = asked;
  if (from.type === 'folder') {
    answer(
      batchOf(
        asked.objects.map((object) => readObject(from.root, object)),
        asked.interpret,
      ),
    );
    return;
  }
  const [last, before] = [answeredLast, answeredBefore];
  const reading = Promise.resolve(before).then(() => readS3(from, asked));
  answeredBefore = last;
  answeredLast = reading
    .catch((error: unknown): BatchAnswer => ({ failure: toErrorData(error) }))
    .then(async (read) => {
      await last;
      answer(read);
    });
});
