/** A real S3 server for tests (s3rver in a process of its own), with objects laid directly into its folder. */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const s3Keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

export interface S3Server {
  endpoint: string;
  makeBucket(bucket: string): void;
  /** An object as PutObject would leave it; `key` raw. */
  put(bucket: string, key: string, body: Uint8Array | string): void;
  /** The time that the listing says, in milliseconds since 1970. */
  setModified(bucket: string, key: string, millis: number): void;
  remove(bucket: string, key: string): void;
  close(): Promise<void>;
}

/**
 * Starts the server on a free port of 127.0.0.1. Its keys go into the environment (AWS_ACCESS_KEY_ID …) of this process,
 * where the client under test finds them as it would find real ones; profile files are pointed at nothing. `plain`: the
 * server does not know EncodingType=url.
 */
export async function startS3Server(listing: 'url-encoded' | 'plain' = 'url-encoded'): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), 'lineage-s3-'));
  const script = fileURLToPath(new URL('./s3-process.mjs', import.meta.url));
  const child = fork(script, [directory, listing], { execArgv: ['--openssl-legacy-provider'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const port = await portOf(child);
  setS3Keys();
  const at = (bucket: string, key: string) => join(directory, bucket, `${key}._S3rver_object`);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    makeBucket: (bucket) => void mkdirSync(join(directory, bucket), { recursive: true }),
    put(bucket, key, body) {
      mkdirSync(dirname(at(bucket, key)), { recursive: true });
      writeFileSync(at(bucket, key), body);
      writeFileSync(`${at(bucket, key)}.md5`, createHash('md5').update(body).digest('hex'));
    },
    // A quarter of a millisecond more: seconds as a fraction fall short of some milliseconds, and Node rounds.
    setModified: (bucket, key, millis) => utimesSync(at(bucket, key), (millis + 0.25) / 1000, (millis + 0.25) / 1000),
    remove(bucket, key) {
      rmSync(at(bucket, key));
      rmSync(`${at(bucket, key)}.md5`, { force: true });
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The server's keys in the environment, and no other source of credentials or settings. */
export function setS3Keys(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: s3Keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3Keys.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
}

/** The objects of a fixture made from a real store: test/fixtures/s3-release-objects.json. */
export function releaseObjects(): { bucket: string; prefix: string; objects: { key: string; size: number; body: string }[] } {
  return JSON.parse(readFileSync(fileURLToPath(new URL('../fixtures/s3-release-objects.json', import.meta.url)), 'utf8'));
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`The S3 server ended at once (exit code ${code}).`)));
  });
}
