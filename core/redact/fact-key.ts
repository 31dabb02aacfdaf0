/** By what the key of the masks in the index is named. */
import type { MaskingPort } from '../ports';

/** As `FactMasker.key`. */
export function factKey(port: Pick<MaskingPort, 'key'>): string {
  const { id, kept } = port.key();
  return kept === 'file' ? id : 'none';
}
