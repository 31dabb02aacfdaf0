/** The path or URI of an OpenLineage dataset, by which it joins with files that Nextflow's records name (openlineage.io, naming of datasets). */
import { plainPath } from '../record/lid';

/** Characters of the namespace of a dataset, of its name, and of those of a job; what has more is none. */
export const longestName = 4096;

/**
 * `file` and `/data/x` → `/data/x`; `s3://bucket` and `key` → `s3://bucket/key`, Spark's `s3a` and `s3n` being names of the same; `hdfs://host:1` and `/x` → `hdfs://host:1/x`.
 * A file of another computer (`file://host`) and what is no file (`dbt`'s tables) keep their namespace: these join with no path.
 */
export function datasetId(namespace: string, name: string): string {
  const local = /^file(?::\/{0,3}|:\/\/localhost\/?)?$/i.test(namespace);
  if (local) return plainPath(name);
  const host = /^file:\/\/([^/]+)/i.exec(namespace)?.[1];
  if (host !== undefined) return `file:${host}/${name.replace(/^\/+/, '')}`;
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(namespace) ?? [];
  if (scheme === '') return `${namespace}/${name}`;
  const known = /^s3[an]?$/i.test(scheme) ? 's3' : scheme.toLowerCase();
  return `${known}://${rest.replace(/\/+$/, '')}/${name.replace(/^\/+/, '')}`;
}

/**
 * Whether files below this path or URI, without a slash at its end, join with it: `s3://bucket/x`, `/data/x`. A whole bucket, host or file system says too little, and so does
 * a folder right below the root of a file system, which as a rule is one of many disks (`/data`, `/mnt`).
 */
export function isFolderToJoin(path: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/[^/]+\/+[^/]|\/+[^/]+\/+[^/])/i.test(path);
}
