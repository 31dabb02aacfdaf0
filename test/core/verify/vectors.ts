/** The content of the files whose checksums Nextflow's own code gave (test/fixtures/checksums/nextflow.json). */
export function vectorContent(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let k = 0; k < size; k++) bytes[k] = (k * 31 + 7) & 255;
  return bytes;
}
