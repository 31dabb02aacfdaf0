/** A small bar chart: the picture beside a table of the same numbers, which is what a screen reader and the keyboard get. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { count } from '../../parts/format';
import { visibleText } from '../../parts/visible-text';
import { overviewWords as words } from '../../words/overview';

export interface Bar {
  name: string;
  value: number;
  href?: string | undefined;
  /** Said without colour, before the name. */
  sign?: string | undefined;
}

/** `of`: how many a full bar means, said beside each number; the longest by default. Nothing is drawn where there is nothing to count. */
export function Bars({ label, head, bars, of }: { label: string; head: string; bars: readonly Bar[]; of?: number }) {
  if (bars.length === 0) return null;
  const most = Math.max(1, of ?? 0, ...bars.map(({ value }) => value));
  return (
    <table className="overview-bars" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{words.number}</th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {bars.map(({ name, value, href, sign }) => (
          <tr key={name}>
            <th scope="row" className="wrap-anywhere">
              {sign && <span aria-hidden="true">{sign} </span>}
              {href ? (
                <Anchor component={Link} inherit href={href} aria-label={visibleText(`${name}: ${count(value)}`)}>
                  {visibleText(name)}
                </Anchor>
              ) : (
                visibleText(name)
              )}
            </th>
            <td className="overview-number">{of === undefined ? count(value) : words.numberOf(value, of)}</td>
            <td aria-hidden="true" className="overview-bar">
              <svg width="100%" height="12" role="presentation">
                <rect width={`${(value / most) * 100}%`} height="12" rx="1" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
