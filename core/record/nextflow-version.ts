/** What is known of the versions of Nextflow that write records. */

/**
 * Up to 26.04.6 the checksum of a FileOutput is always the hash of its path, size and time; its label comes from an environment variable
 * (seen in the records of 25.04.8 and 26.04.6). Of later versions, of versions before a release (`-edge`) and of what is no version: not known.
 */
export function recordsMetadataOnly(version: string | null): boolean {
  const parts = /^(\d{2})\.(\d{2})\.(\d{1,3})$/.exec(version ?? '');
  if (parts === null) return false;
  const [year, month, patch] = parts.slice(1).map(Number) as [number, number, number];
  return year < 26 || (year === 26 && (month < 4 || (month === 4 && patch <= 6)));
}
