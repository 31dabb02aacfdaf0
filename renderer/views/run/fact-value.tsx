/** The value of one fact of a run: times in UTC, addresses as links, hidden values seen to be hidden. */
import type { Fact } from '../../../core/contract/runs';
import { utc } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { JsonTree } from '../../parts/json-tree';
import { partsWords } from '../../words/parts';

export function FactValue({ fact }: { fact: Fact }) {
  if (typeof fact.value === 'string' && utc(fact.value) !== null) return <Instant value={fact.value} />;
  if (typeof fact.value === 'boolean') return fact.value ? partsWords.yes : partsWords.no;
  return <JsonTree value={fact.value} />;
}
