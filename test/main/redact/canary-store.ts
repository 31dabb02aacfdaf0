/** A store with a known original in every kind of field, none of which may leave the program in any form, and how bytes are searched for them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync, inflateSync } from 'node:zlib';

/** Letters and digits alone, so that no escaping changes them; each is found by the rule for its field. */
export const canaries = {
  param: 'cnryPARAMx7Q2w',
  commandLine: 'cnryCMDLINEx8R3e',
  script: `ghp_${'cnrySCRIPT'.repeat(4)}`,
  shopify: `shpat_${'cafe0123'.repeat(4)}`,
  path: 'cnryPATHx9S4r',
  user: 'cnryUSERx1T5t',
  home: 'cnryHOMEx2U6y',
  container: 'cnryCONTAINERx3V7u',
  env: 'cnryENVx4W8i',
  label: 'AKIACNRYLABEL0123456',
  config: 'cnryCONFIGx5X9o',
  manifest: 'cnryMAIL.x6Y1p@canary.example.org',
  patient: 'CNRY-0042',
  history: 'CNRY-0043',
  /** Of characters that are written otherwise in JSON, XML and CSV: its two ends are looked for. */
  odd: 'cnryODDAx7Z2a"é&<,\\cnryODDBx8A3s',
  outside: 'CNRY-0044',
} as const;
export const needles: readonly string[] = [...Object.values(canaries).filter((one) => one !== canaries.odd), 'cnryODDAx7Z2a', 'cnryODDBx8A3s'];

export const run = 'a'.repeat(32);
export const other = 'c'.repeat(32);
const task = 'b'.repeat(32);

function records(): Record<string, object> {
  const record = (kind: string, spec: object) => ({ version: 'lineage/v1beta1', kind, spec });
  const checksum = (value: string) => ({ value: value.repeat(32), algorithm: 'nextflow', mode: 'standard' });
  const file = (path: string, more: object) =>
    record('FileOutput', {
      path,
      checksum: checksum('c'),
      source: null,
      workflowRun: `lid://${run}`,
      taskRun: null,
      size: 3,
      createdAt: '2026-11-21T05:10:00Z',
      modifiedAt: '2026-11-21T05:09:00Z',
      labels: [`key ${canaries.label}`, 'plain'],
      ...more,
    });
  const runOf = (name: string) =>
    record('WorkflowRun', {
      workflow: {
        scriptFiles: [{ path: `/home/${canaries.home}/p/main.nf`, checksum: checksum('d') }],
        repository: `https://bot:${canaries.container}@git.example.org/x`,
        commitId: 'd'.repeat(40),
      },
      sessionId: '1439f52e-5449-46df-8260-e412b1a3f6c7',
      name,
      params: [
        { type: 'String', name: 'db_password', value: canaries.param },
        { type: 'String', name: 'api_token', value: canaries.odd },
        { type: 'String', name: 'note', value: `of ${canaries.patient}, key ${canaries.shopify}` },
        { type: 'String', name: 'reads', value: `/data/${canaries.outside}/reads.fq` },
      ],
      config: { env: { SERVICE_TOKEN: canaries.env }, tower: { accessToken: canaries.config }, process: { beforeScript: `export PASSWORD=${canaries.env}` } },
      metadata: {
        runName: name,
        start: '2026-11-21T05:08:28Z',
        userName: canaries.user,
        homeDir: `/home/${canaries.home}`,
        launchDir: `/home/${canaries.home}/launch`,
        commandLine: `nextflow run x --db_password ${canaries.commandLine} --input /data/${canaries.patient}/in.fq`,
        manifest: { name: 'canary/pipeline', description: `write to ${canaries.manifest}`, contributors: [{ name: canaries.user, email: canaries.manifest }] },
        container: `https://bot:${canaries.container}@registry.example.org/x`,
        platform: { user: { userName: canaries.user }, labels: [`owner=${canaries.manifest}`] },
      },
    });
  return {
    [run]: runOf('canary'),
    [other]: runOf(`second_${canaries.patient}`),
    [task]: record('TaskRun', {
      sessionId: '1439f52e-5449-46df-8260-e412b1a3f6c7',
      name: `ALIGN (${canaries.patient})`,
      codeChecksum: checksum('e'),
      script: `export TOKEN=${canaries.script}\nalign --in /home/${canaries.home}/x --pw ${canaries.shopify}`,
      input: [
        { type: 'path', name: 'reads', value: [{ path: `/data/${canaries.outside}/reads.fq`, checksum: checksum('f') }] },
        { type: 'val', name: 'api_key', value: canaries.odd },
      ],
      container: `https://bot:${canaries.container}@registry.example.org/align:1`,
      conda: `https://bot:${canaries.container}@conda.example.org/env`,
      globalVars: { 'params.secretKey': canaries.env },
      binEntries: [],
      workflowRun: `lid://${run}`,
    }),
    [`${task}/${canaries.patient}.bam`]: file(`/work/token=${canaries.path}/${canaries.patient}.bam`, { taskRun: `lid://${task}`, source: `lid://${task}` }),
    [`${run}/${canaries.patient}.vcf`]: file(`/home/${canaries.home}/results/${canaries.patient}.vcf`, { source: `lid://${task}/${canaries.patient}.bam` }),
    [`${run}/deep/clean.txt`]: file(`/data/token=${canaries.path}/clean.txt`, { source: `lid://${task}/${canaries.patient}.bam` }),
    [`${run}#output`]: record('WorkflowOutput', {
      createdAt: '2026-11-21T05:11:00Z',
      workflowRun: `lid://${run}`,
      output: [{ type: 'Collection', name: 'variants', value: [`lid://${run}/${canaries.patient}.vcf`] }],
    }),
  };
}

export function layCanaryStore(folder: string): string {
  for (const [key, record] of Object.entries(records())) {
    mkdirSync(join(folder, key), { recursive: true });
    writeFileSync(join(folder, key, '.data.json'), JSON.stringify(record));
  }
  mkdirSync(join(folder, '.history'), { recursive: true });
  writeFileSync(join(folder, '.history', run), `2026-11-21 05:08:28 UTC\tcanary_${canaries.history}\t1439f52e-5449-46df-8260-e412b1a3f6c7\tlid://${run}`);
  return folder;
}

/** Which of them the bytes hold: as they are, in streams unpacked, as UTF-16, in base64, hex and percent signs, in escapes of JSON and XML, as poppler shows them. */
export function foundIn(bytes: Uint8Array, depth = 0): string[] {
  const buffer = Buffer.from(bytes);
  const latin = buffer.toString('latin1');
  const parts = [latin, latin.replaceAll('\0', ''), latin.replace(/\s+/g, '')];
  const inner: Buffer[] = [];
  for (let at = buffer.indexOf('stream\n'); at >= 0; at = buffer.indexOf('stream\n', at + 1)) inner.push(...unpacked(buffer.subarray(at + 7), inflateSync));
  // Entries of a zip: the name's and the extra field's lengths stand at 26 and 28 of each head.
  for (let at = buffer.indexOf('PK\u0003\u0004', 0, 'latin1'); at >= 0; at = buffer.indexOf('PK\u0003\u0004', at + 4, 'latin1'))
    if (buffer.length > at + 30) inner.push(...unpacked(buffer.subarray(at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28)), inflateRawSync));
  for (const [text] of latin.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)) for (const from of [0, 1, 2, 3]) parts.push(Buffer.from(text.slice(from), 'base64').toString('latin1'));
  for (const [text] of latin.matchAll(/[0-9A-Fa-f]{24,}/g))
    parts.push(
      Buffer.from(text.length % 2 === 0 ? text : text.slice(1), 'hex')
        .toString('latin1')
        .replaceAll('\0', ''),
    );
  parts.push(latin.replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))));
  parts.push(latin.replace(/\\u([0-9A-Fa-f]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))));
  parts.push(latin.replace(/&#x([0-9A-Fa-f]{2,4});/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))));
  const found = new Set(needles.filter((needle) => parts.some((part) => part.includes(needle))));
  if (depth < 3) for (const one of inner) for (const needle of foundIn(one, depth + 1)) found.add(needle);
  return [...found];
}

function unpacked(bytes: Buffer, inflate: typeof inflateSync): Buffer[] {
  try {
    return [inflate(bytes, { finishFlush: 2 })];
  } catch {
    return [];
  }
}

/** The same of a PDF, of its text as it is shown, and of every file that poppler takes out of it. */
export function foundInPdf(path: string, files: Readonly<Record<string, Buffer>>, bytes: Uint8Array): Record<string, string[]> {
  const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const told = { bytes: foundIn(bytes), text: foundIn(Buffer.from(text)), ...Object.fromEntries(Object.entries(files).map(([name, content]) => [name, foundIn(content)])) };
  return Object.fromEntries(Object.entries(told).filter(([, found]) => found.length > 0));
}
