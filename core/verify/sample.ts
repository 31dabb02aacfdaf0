/** Draws a sample of files: stratified by label and size, and the same for the same seed and records in any process. */
import type { Sample } from '../contract/verify';
import type { Hash } from '../ports';

/** A file that may be drawn. */
export interface Drawable {
  /** What tells it from the others: its LID, or a path and a checksum. */
  id: string;
  labels: readonly string[];
  /** Bytes, as recorded. */
  size: number | null;
}

export interface Drawn {
  plan: Omit<Sample, 'claim'>;
  /** For each file the stratum it is of. */
  stratum: number[];
  /** For each file whether it was drawn. */
  taken: boolean[];
}

const methods = {
  both: 'label and size',
  label: 'label alone, as label and size make more strata than files were asked for',
  size: 'size alone, as there are more labels than files were asked for',
  none: 'nothing, as there are more strata than files were asked for',
} as const;

/**
 * `n` of the files, or all where there are no more. The strata are those of label and size, of one of the two, or one alone:
 * the finest division that has no more strata than `n`. Each stratum gives one file and the rest in proportion to its
 * share. Which ones: those with the smallest SHA-256 of the seed, a line feed and their id, in UTF-8 (as in the tickets of
 * R. Rivest, "Consistent Sampling with Replacement", 2018): anybody can draw again with `sha256sum`, in any order of the files.
 */
export function drawSample(files: readonly Drawable[], { n, seed }: { n: number; seed: string }, sha256: () => Hash): Drawn {
  const size = Math.min(n, files.length);
  const { by, keys } = strataFor(files, size);
  const names = [...new Set(keys.map((key) => JSON.stringify(key)))].sort();
  const at = new Map(names.map((name, i) => [name, i]));
  const stratum = keys.map((key) => at.get(JSON.stringify(key)) ?? 0);
  const members: number[][] = names.map(() => []);
  stratum.forEach((one, file) => void members[one]?.push(file));
  const shares = allot(
    members.map((one) => one.length),
    size,
  );
  const taken = files.map(() => false);
  members.forEach((ofStratum, i) => {
    const tickets = ofStratum
      .map((file) => ({ file, ticket: ticket(seed, files[file]?.id ?? '', sha256) }))
      .sort((a, b) => (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0));
    for (const { file } of tickets.slice(0, shares[i])) taken[file] = true;
  });
  const strata = names.map((name, i) => {
    const [label = '', sizeClass = ''] = JSON.parse(name) as string[];
    return { label, size: sizeClass, total: members[i]?.length ?? 0, taken: shares[i] ?? 0 };
  });
  const method = `stratified by ${methods[by]}; one file of each stratum, the rest in proportion; of each stratum the files with the smallest SHA-256 of "seed, line feed, LID"`;
  return { plan: { n: size, of: files.length, seed, method, strata }, stratum, taken };
}

function ticket(seed: string, id: string, sha256: () => Hash): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(`${seed}\n${id}`));
  return hash.hex();
}

function strataFor(files: readonly Drawable[], n: number): { by: keyof typeof methods; keys: [string, string][] } {
  const label = (file: Drawable) => [...file.labels].sort().join(', ') || 'no label';
  const ways: [keyof typeof methods, (file: Drawable) => [string, string]][] = [
    ['both', (file) => [label(file), sizeClass(file.size)]],
    ['label', (file) => [label(file), 'any size']],
    ['size', (file) => ['any label', sizeClass(file.size)]],
  ];
  for (const [by, keyOf] of ways) {
    const keys = files.map(keyOf);
    if (new Set(keys.map((key) => JSON.stringify(key))).size <= n) return { by, keys };
  }
  return { by: 'none', keys: files.map(() => ['any label', 'any size']) };
}

const classes: [number, string][] = [
  [10_000, 'below 10 kB'],
  [10_000_000, '10 kB to 10 MB'],
  [10_000_000_000, '10 MB to 10 GB'],
];

function sizeClass(size: number | null): string {
  if (size === null) return 'no size recorded';
  return classes.find(([below]) => size < below)?.[1] ?? '10 GB and more';
}

/** One for each stratum, then one after the other to the stratum that is furthest below its share; none gets more than it has. */
function allot(totals: readonly number[], n: number): number[] {
  const all = totals.reduce((sum, total) => sum + total, 0);
  const taken: number[] = totals.map(() => 1);
  for (let left = n - totals.length; left > 0; left--) {
    let most = -1;
    let lack = Number.NEGATIVE_INFINITY;
    totals.forEach((total, i) => {
      const have = taken[i] ?? 0;
      const missing = (n * total) / all - have;
      if (have < total && missing > lack) [most, lack] = [i, missing];
    });
    taken[most] = (taken[most] ?? 0) + 1;
  }
  return taken;
}
