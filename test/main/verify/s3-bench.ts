/** A lineage store on a real S3 server with records of objects on the same server: what the tests of files on S3 begin with. */
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { FileCheck } from '../../../core/contract/shared';
import type { PathMap } from '../../../core/contract/workspaces';
import type { Ports } from '../../../core/ports';
import { fileValues, hashedPath } from '../../../core/verify/checksum/modes';
import { createDataFiles } from '../../../main/ports/data-files';
import { murmur3, sha256 } from '../../../main/ports/hashes';
import type { VersionedS3 } from '../../servers/versioned-s3';
import { openWorkbench, type Workbench } from '../../workbench';
import { runHash, runLid } from './vector-store';

export interface Recorded {
  /** Where the record says that the file is. */
  path: string;
  content: Uint8Array;
  mode: 'standard' | 'lenient' | 'deep' | 'sha256';
  modifiedMillis: number;
  size?: number;
}

export interface S3Bench {
  bench: Workbench;
  lidOf(name: string): string;
  /** By the last part of the recorded path. */
  verify(options?: { content?: boolean; maps?: PathMap[] }): Promise<Record<string, FileCheck>>;
  close(): void;
}

/**
 * The records are such as a truthful Nextflow would have written, in a new bucket. `endpoint`: where the workspace finds the server;
 * `anonymous`: it signs nothing.
 */
export async function openS3Bench(
  server: VersionedS3,
  bucket: string,
  records: Recorded[],
  { endpoint = server.endpoint, anonymous = false, change }: { endpoint?: string; anonymous?: boolean; change?: (ports: Ports) => Ports } = {},
): Promise<S3Bench> {
  await server.owner.send(new CreateBucketCommand({ Bucket: bucket }));
  if (anonymous) await server.allowAnybody(bucket, ['s3:ListBucket', 's3:GetObject']);
  const nameOf = (path: string) => path.split('/').at(-1) ?? '';
  for (const { path, content, mode, modifiedMillis, size = content.length } of records) {
    const [sha, deep] = [sha256(), murmur3()];
    for (const hash of [sha, deep]) hash.update(content);
    const value = fileValues(murmur3, { path: hashedPath(path), size, modifiedMillis }, { deep: deep.hex(), sha256: sha.hex() })[mode];
    const modifiedAt = new Date(modifiedMillis).toISOString();
    const checksum = { value, algorithm: 'nextflow', mode };
    const spec = { path, checksum, source: null, workflowRun: runLid, taskRun: null, size, createdAt: modifiedAt, modifiedAt, labels: null };
    const Body = JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec });
    await server.owner.send(new PutObjectCommand({ Bucket: bucket, Key: `lineage/${runHash}/${nameOf(path)}/.data.json`, Body }));
  }
  const bench = await openWorkbench(change === undefined ? {} : { change });
  const store = { type: 's3' as const, bucket, prefix: 'lineage/', endpoint, region: 'us-east-1', pathStyle: true, anonymous };
  await bench.engine.call('workspaces.add', { name: 'w', store });
  await bench.job('sync.run', { workspace: 'w' });
  return {
    bench,
    lidOf: (name) => `${runLid}/${name}`,
    async verify({ content = false, maps = [] } = {}) {
      await bench.engine.call('workspaces.setMaps', { workspace: 'w', maps });
      const { files } = await bench.job('verify.run', { workspace: 'w', all: true, content });
      return Object.fromEntries(files.map((file) => [nameOf(file.path ?? ''), file]));
    },
    close: () => bench.close(),
  };
}

/** Puts an object in one part; gives its time as the server lists it. */
export async function putObject(server: VersionedS3, Bucket: string, Key: string, Body: Uint8Array, more: Partial<PutObjectCommandInput> = {}): Promise<number> {
  await server.owner.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  return listedMillis(server, `s3://${Bucket}/${Key}`);
}

/** The same in parts of 5 MiB. */
export async function putInParts(
  server: VersionedS3,
  Bucket: string,
  Key: string,
  body: Uint8Array,
  ChecksumAlgorithm: 'SHA256' | 'CRC64NVME',
  ChecksumType: 'COMPOSITE' | 'FULL_OBJECT',
): Promise<number> {
  const { owner } = server;
  const { UploadId } = await owner.send(new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm, ChecksumType }));
  const Parts: CompletedPart[] = [];
  const partSize = 5 * 1024 * 1024;
  for (let at = 0; at < body.length; at += partSize) {
    const PartNumber = Parts.length + 1;
    const { ETag, ChecksumSHA256, ChecksumCRC64NVME } = await owner.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: body.subarray(at, at + partSize), ChecksumAlgorithm }),
    );
    Parts.push({ PartNumber, ETag, ChecksumSHA256, ChecksumCRC64NVME });
  }
  await owner.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ChecksumType }));
  return listedMillis(server, `s3://${Bucket}/${Key}`);
}

async function listedMillis({ endpoint }: VersionedS3, path: string): Promise<number> {
  const store = { type: 's3' as const, bucket: 'any', prefix: '', endpoint, region: 'us-east-1', profile: null, pathStyle: true, anonymous: false };
  const { kind, modifiedMillis } = await createDataFiles().stat(path, { store });
  if (kind !== 'file') throw new Error(`${path} is not on the server.`);
  return modifiedMillis;
}
