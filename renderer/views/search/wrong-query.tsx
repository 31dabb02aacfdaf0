/** A search that cannot be read: the sentence that says why, and the text with the place marked. */
import { Alert } from '@mantine/core';
import { visibleText } from '../../parts/visible-text';
import { searchWords } from '../../words/search';

/** The place that an error of the search points at; null for any other error. */
export function placeOf(error: unknown): { at: number; length: number } | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'bad-input' || !('data' in error)) return null;
  const data = error.data as { at?: unknown; length?: unknown } | undefined;
  return typeof data?.at === 'number' && typeof data.length === 'number' ? { at: data.at, length: data.length } : null;
}

/** `typing`: what cannot be read at the end of the text is not wrong yet, but not whole. */
export function WrongQuery({ text, error, typing }: { text: string; error: Error; typing: boolean }) {
  const place = placeOf(error);
  if (typing && place !== null && place.at + place.length >= text.length) {
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
