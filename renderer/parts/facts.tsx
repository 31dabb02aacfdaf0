/** Names and values in two columns; what is absent reads "not recorded". */
import type { ReactNode } from 'react';
import { partsWords } from '../words/parts';
import './facts.css';

export interface FactRow {
  name: string;
  /** null, undefined and an empty text read "not recorded". */
  value: ReactNode;
  /** The technical name, as a tooltip of the name. */
  path?: string;
}

export function Facts({ rows, label }: { rows: readonly FactRow[]; label?: string }) {
  return (
    <dl className="facts" aria-label={label}>
      {rows.map((row) => (
        <div key={`${row.name} ${row.path ?? ''}`} className="fact">
          <dt title={row.path}>{row.name}</dt>
          <dd>{row.value === null || row.value === undefined || row.value === '' ? <span className="muted">{partsWords.notRecorded}</span> : row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
