/** How much of what is listed lies on S3, so that people know what reading it costs. */
export interface OnS3 {
  files: number;
  /** By their records. */
  bytes: number;
  /** Files whose record says no size. */
  unknown: number;
}

/** Null where nothing does. One path under several checksums is read once. */
export function onS3(files: readonly { path: string | null; checkedPath: string | null; recorded: { size: number | null } }[]): OnS3 | null {
  const sizes = new Map<string, number | null>();
  for (const { path, checkedPath, recorded } of files) {
    const at = checkedPath ?? path;
    if (at?.startsWith('s3://')) sizes.set(at, sizes.get(at) ?? recorded.size);
  }
  if (sizes.size === 0) return null;
  const known = [...sizes.values()].filter((size) => size !== null);
  return { files: sizes.size, bytes: known.reduce((sum, size) => sum + size, 0), unknown: sizes.size - known.length };
}
