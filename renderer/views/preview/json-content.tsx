/** A JSON file as a tree; what cannot be parsed is shown as its text. */
import { SegmentedControl } from '@mantine/core';
import { parse } from 'lossless-json';
import { useMemo, useState } from 'react';
import { type Json, JsonTree } from '../../parts/json-tree';
import { previewWords } from '../../words/preview';
import { TextLines } from './text-lines';

/** null where the text is no whole JSON document. Numbers stay as they are written: 20.0 is not 20. */
export function jsonOf(text: string): { value: Json } | null {
  try {
    return { value: parse(text, undefined, { parseNumber: (digits: string) => digits }) as Json };
  } catch {
    return null;
  }
}

export function JsonContent({ text, label }: { text: string; label: string }) {
  const [as, setAs] = useState<'tree' | 'text'>('tree');
  const json = useMemo(() => jsonOf(text), [text]);
  if (json === null) return <TextLines text={text} label={label} />;
  return (
    <>
      <SegmentedControl
        aria-label={previewWords.as}
        value={as}
        onChange={(value) => setAs(value === 'text' ? 'text' : 'tree')}
        data={[
          { value: 'tree', label: previewWords.tree },
          { value: 'text', label: previewWords.text },
        ]}
        className="preview-as"
      />
      {as === 'text' ? (
        <TextLines text={text} label={label} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <div className="preview-scroll" role="region" aria-label={label} tabIndex={0}>
          <JsonTree value={json.value} />
        </div>
      )}
    </>
  );
}
