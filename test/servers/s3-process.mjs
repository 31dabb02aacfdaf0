/**
 * Runs s3rver, a real S3 server, in a process of its own; says its port to its parent and ends with it.
 * What it lacks of S3 is mended here: its DES continuation tokens need OpenSSL's legacy provider (the parent starts Node so);
 * it walks folders in another order than keys have, so that a listing of several pages would lose `x#output/…` after `x/…`
 * (S3: UTF-8 byte order); of an empty object it promises one byte when asked for a range (S3: 416); and it does not know
 * EncodingType=url, so that a carriage return in a key comes out of its XML as a line feed. With the argument `plain` the last
 * stays as it is, as on other old servers.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import S3rver from 's3rver';
import S3Error from 's3rver/lib/models/error.js';

const directory = process.argv[2];
const suffix = '._S3rver_object';
const server = new S3rver({ directory, address: '127.0.0.1', port: 0, silent: true });

function keysOf(bucket) {
  const keys = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(join(directory, bucket, folder), { withFileTypes: true })) {
      const path = folder + entry.name;
      if (entry.isDirectory()) folders.push(`${path}/`);
      else if (path.endsWith(suffix)) keys.push(Buffer.from(path.slice(0, -suffix.length)));
    }
  }
  return keys.sort(Buffer.compare).map(String);
}

const original = Object.getPrototypeOf(server.store);
const listed = new Map();
server.store.listObjects = async (bucket, { startAfter = '', prefix = '', maxKeys = 1000, delimiter }) => {
  if (delimiter) return original.listObjects.call(server.store, bucket, { startAfter, prefix, maxKeys, delimiter });
  // The pages of one listing are cut from one walk, as a walk a page would take minutes on a big store.
  if (startAfter === '' || !listed.has(bucket)) listed.set(bucket, keysOf(bucket));
  const after = Buffer.from(startAfter);
  const keys = listed.get(bucket).filter((key) => key.startsWith(prefix) && Buffer.compare(Buffer.from(key), after) > 0);
  const page = await Promise.all(keys.slice(0, maxKeys).map(async (key) => ({ key, metadata: await server.store.getMetadata(bucket, key).catch(() => undefined) })));
  return {
    objects: page.filter(({ metadata }) => metadata !== undefined).map(({ key, metadata }) => objectOf(bucket, key, metadata)),
    commonPrefixes: [],
    isTruncated: keys.length > maxKeys,
  };
};

server.store.getObject = async (bucket, key, options) => {
  const object = await original.getObject.call(server.store, bucket, key, options);
  if (object?.range && Number(object.metadata['content-length']) === 0) throw new S3Error('InvalidRange', 'The requested range is not satisfiable');
  return object;
};

/** What s3rver's own listing makes of an object (lib/models/object.js), with the milliseconds that many servers list. */
function objectOf(bucket, key, metadata) {
  return { bucket, key, metadata, lastModifiedDate: statSync(join(directory, bucket, key + suffix)).mtime, size: Number(metadata['content-length']) };
}

// Before its routes, after what turns answers into XML (lib/s3rver.js). The escapes are those of S3: `+` for a space, `/` bare.
if (process.argv[3] !== 'plain') {
  server.middleware.splice(2, 0, async (context, next) => {
    await next();
    const result = context.body?.ListBucketResult;
    if (context.query['encoding-type'] !== 'url' || result === undefined) return;
    result.EncodingType = 'url';
    for (const entry of result.Contents) entry.Key = encodeURIComponent(entry.Key).replaceAll('%20', '+').replaceAll('%2F', '/');
  });
}

process.on('disconnect', () => process.exit(0));
const { port } = await server.run();
process.send({ port });
