/** A plain word with its technical term and meaning in a tooltip, reachable by keyboard. */
import type { ReactNode } from 'react';
import { type TermName, terms } from '../words/terms';
import './term.css';

/** `children` may stand for the plain word where grammar needs another form. `quiet`: not a tab stop, for tables. */
export function Term({ name, children, quiet = false }: { name: TermName; children?: ReactNode; quiet?: boolean }) {
  const term = terms[name];
  const text = `${term.technical}: ${term.meaning}`;
  if (quiet) {
    return <span title={text}>{children ?? term.plain}</span>;
  }
  return (
    <button data-tip={text} type="button" className="term">
      {children ?? term.plain}
    </button>
  );
}
