/** A number of bytes in words; the exact number stands in the tooltip. */
import { partsWords } from '../words/parts';
import { size } from './format';

export function Size({ bytes }: { bytes: number | null | undefined }) {
  if (bytes === null || bytes === undefined) return <span className="muted">{partsWords.notRecorded}</span>;
  return (
    <span className="nowrap" title={partsWords.bytes(bytes)}>
      {size(bytes)}
    </span>
  );
}
