/** A search that cannot be read: the sentence that says why, and the text with the place marked. */
import { Alert } from '@mantine/core';
import { qualifierNames } from '../../../core/search/qualifiers';
import { visibleText } from '../../parts/visible-text';
import { searchWords } from '../../words/search';

/** The place that an error of the search points at; null for any other error. */
export function placeOf(error: unknown): { at: number; length: number } | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'bad-input' || !('data' in error)) return null;
  const data = error.data as { at?: unknown; length?: unknown } | undefined;
  return typeof data?.at === 'number' && typeof data.length === 'number' ? { at: data.at, length: data.length } : null;
}

/** Whether typing on can make it right: at its end stands a known qualifier whose value is not whole. */
function isBegun(text: string, { at, length }: { at: number; length: number }): boolean {
  const [name = ''] = text.slice(at).replace(/^-/, '').split(':', 1);
  return at + length >= text.length && qualifierNames.some((known) => known === name.toLowerCase());
}

/** `typing`: the field is being typed into. */
export function WrongQuery({ text, error, typing }: { text: string; error: Error; typing: boolean }) {
  const place = placeOf(error);
  if (typing && place !== null && isBegun(text, place)) {
    return (
      <p role="status" className="muted wrap-anywhere">
        {visibleText(error.message)}
      </p>
    );
  }
  return (
    <Alert role="alert" variant="outline" color="red" title={searchWords.wrong} styles={{ title: { color: 'var(--bad-fg)' } }} mb="sm">
      {place && (
        <p className="mono wrap-anywhere search-wrong">
          {visibleText(text.slice(0, place.at))}
          <mark>{visibleText(text.slice(place.at, place.at + place.length))}</mark>
          {visibleText(text.slice(place.at + place.length))}
        </p>
      )}
      {visibleText(error.message)}
    </Alert>
  );
}
