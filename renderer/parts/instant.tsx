/** A point in time, in UTC with the zone shown; what was recorded stands in the tooltip. */
import { partsWords } from '../words/parts';
import { utc } from './format';
import { visibleText } from './visible-text';

/** null or undefined reads "not recorded"; a text without a known zone is shown as it is, and says so. */
export function Instant({ value }: { value: string | null | undefined }) {
  if (!value) return <span className="muted">{partsWords.notRecorded}</span>;
  const inUtc = utc(value);
  if (inUtc === null) {
    return (
      <span className="nowrap">
        {visibleText(value)} <span className="muted">({partsWords.noZone})</span>
      </span>
    );
  }
  return (
    <time className="nowrap" dateTime={value} title={partsWords.timeTip(visibleText(value))}>
      {inUtc}
    </time>
  );
}
