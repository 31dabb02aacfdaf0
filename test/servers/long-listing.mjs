/** An S3 server of as many objects as it is told, none of which takes room on a disk: it lists them in order of their keys, and answers each with a record. A process of its own; the first argument is the count. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const count = Number(process.argv[2]);
const pageSize = 1000;
const modified = '2026-11-20T10:00:00.000Z';

/** Keys as Nextflow's of tasks: a hash of 32 digits. The first digits count, so that their order is that of the numbers. */
const keyOf = (i) => `${i.toString(16).padStart(8, '0')}${createHash('md5').update(String(i)).digest('hex').slice(0, 24)}/.data.json`;
const recordOf = (i) =>
  JSON.stringify({
    version: 'lineage/v1beta1',
    kind: 'FileOutput',
    spec: {
      path: `/data/results/sample-${i}.vcf.gz`,
      checksum: { value: createHash('md5').update(`checksum ${i}`).digest('hex'), algorithm: 'nextflow', mode: 'standard' },
      source: null,
      workflowRun: null,
      taskRun: null,
      size: 1000 + i,
      createdAt: modified,
      modifiedAt: modified,
      labels: [],
    },
  });
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

function listing(url) {
  const wanted = Math.min(pageSize, Number(url.searchParams.get('max-keys') ?? pageSize));
  const from = Number(url.searchParams.get('continuation-token') ?? 0);
  const to = Math.min(count, from + wanted);
  const entries = [];
  for (let i = from; i < to; i++)
    entries.push(
      `<Contents><Key>${keyOf(i)}</Key><LastModified>${modified}</LastModified><ETag>&quot;${createHash('md5').update(`etag ${i}`).digest('hex')}&quot;</ETag><Size>${recordOf(i).length}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    );
  const more = to < count ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${to}</NextContinuationToken>` : '<IsTruncated>false</IsTruncated>';
  return `${head}<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>lineage</Name><Prefix></Prefix><KeyCount>${entries.length}</KeyCount><MaxKeys>${wanted}</MaxKeys><EncodingType>url</EncodingType>${more}${entries.join('')}</ListBucketResult>`;
}

const server = createServer((request, answer) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const say = (status, type, body) =>
    answer.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(request.method === 'HEAD' ? undefined : body);
  const key = url.pathname.split('/').slice(2).join('/');
  if (key !== '') {
    const i = Number.parseInt(key.slice(0, 8), 16);
    if (i < count && key === keyOf(i)) say(200, 'application/json', recordOf(i));
    else say(404, 'application/xml', `${head}<Error><Code>NoSuchKey</Code><Message>There is none.</Message></Error>`);
  } else if (url.searchParams.get('list-type') === '2') say(200, 'application/xml', listing(url));
  else say(501, 'application/xml', `${head}<Error><Code>NotImplemented</Code><Message>This server lists and reads.</Message></Error>`);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
