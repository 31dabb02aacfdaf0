/** Of a record that contradicts itself: with which one other value it would agree, as far as other records offer one to try. */
import type { Hash } from '../ports';
import { visibleText } from '../preview/visible-text';
import type { RecordedFile } from './recorded-file';
import { ownMode } from './recorded-value';

/** Another value for one field, and where it is from, as in "as its source states". */
export type Candidate = { from: string } & ({ path: string } | { size: number } | { modifiedAt: string });

/** A sentence for each that fits, without repetition; none: nothing tells which value was edited. */
export function whatWouldFit(recorded: RecordedFile, candidates: readonly Candidate[], murmur3: () => Hash): string[] {
  const value = recorded.checksum?.value ?? '';
  const sentences = candidates.flatMap(({ from, ...other }) => {
    const [field, text] = Object.entries(other)[0] ?? ['', ''];
    if (recorded[field as keyof RecordedFile] === text || ownMode({ ...recorded, ...other }, value, murmur3) === null) return [];
    const name = field === 'modifiedAt' ? 'time' : field;
    return [`It is that of the ${name} ${visibleText(String(text))}, ${from}, and the rest as stated: the ${name} is what differs.`];
  });
  return [...new Set(sentences)];
}
