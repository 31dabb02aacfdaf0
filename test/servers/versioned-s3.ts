/** A real S3 server with versions, Object Lock, policies and S3's checksums (versitygw on a temporary folder), built by build/s3-server.mjs. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { s3ServerPath } from '../../build/s3-server.mjs';
import { s3Keys, setS3Keys } from './s3';

/** Without the server its tests are skipped, so that a machine without Go runs the others; in continuous integration they fail. */
export const isVersionedS3Missing = !existsSync(s3ServerPath) && process.env.CI !== 'true';
if (isVersionedS3Missing) process.stderr.write('Skipped: the tests on an S3 server with versions and Object Lock. `npm test` builds it where Go is.\n');

export interface VersionedS3 {
  endpoint: string;
  /** To lay out what is tested; with all rights. */
  owner: S3Client;
  /** A further account with keys of its own, which may make buckets. */
  makeAccount(name: string): Promise<{ accessKeyId: string; secretAccessKey: string }>;
  /** The file that the server keeps the newest version of an object in. */
  fileOf(bucket: string, key: string): string;
  /** Lets anybody, without signature, do so much. `Resource` is the bucket and all in it. */
  allowAnybody(bucket: string, actions: string[]): Promise<void>;
  close(): Promise<void>;
}

export async function startVersionedS3(): Promise<VersionedS3> {
  const folder = mkdtempSync(join(tmpdir(), 'lineage-versioned-s3-'));
  const [data, versions, accounts] = [join(folder, 'data'), join(folder, 'versions'), join(folder, 'accounts')];
  for (const each of [data, versions, accounts]) mkdirSync(each);
  const port = await freePort();
  const keys = { ROOT_ACCESS_KEY: s3Keys.accessKeyId, ROOT_SECRET_KEY: s3Keys.secretAccessKey };
  const args = ['--quiet', '--port', `127.0.0.1:${port}`, '--health', '/health', '--iam-dir', accounts, 'posix', '--versioning-dir', versions, data];
  const child = spawn(s3ServerPath, args, { stdio: 'ignore', env: { ...process.env, ...keys } });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  const endNow = () => void child.kill('SIGKILL');
  process.once('exit', endNow);
  const endpoint = `http://127.0.0.1:${port}`;
  await Promise.race([answers(`${endpoint}/health`), ended.then(() => Promise.reject(new Error('The S3 server ended at once.')))]);
  setS3Keys();
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const owner = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: s3Keys });
  return {
    endpoint,
    owner,
    async makeAccount(name) {
      const made = { accessKeyId: name, secretAccessKey: `${name}-secret` };
      const root = ['--access', s3Keys.accessKeyId, '--secret', s3Keys.secretAccessKey, '--endpoint-url', endpoint];
      await promisify(execFile)(s3ServerPath, ['admin', ...root, 'create-user', '--access', name, '--secret', made.secretAccessKey, '--role', 'userplus']);
      return made;
    },
    fileOf: (bucket, key) => join(data, bucket, key),
    async allowAnybody(bucket, Action) {
      const Statement = [
        { Effect: 'Allow', Principal: '*', Action: Action.filter((action) => action === 's3:ListBucket'), Resource: `arn:aws:s3:::${bucket}` },
        { Effect: 'Allow', Principal: '*', Action: Action.filter((action) => action !== 's3:ListBucket'), Resource: `arn:aws:s3:::${bucket}/*` },
      ].filter((statement) => statement.Action.length > 0);
      await owner.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
    },
    async close() {
      owner.destroy();
      process.removeListener('exit', endNow);
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch (error) {
      if (attempt > 200) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
