/** What differs between two tasks: a sentence each, scripts side by side as a diff. */
import type { Difference } from '../../../core/contract/compare';
import { cacheCoverWords } from '../../../core/graph/compare/vocabulary';
import { SafeText } from '../../parts/masked';
import { visibleText } from '../../parts/visible-text';
import { compareWords as words } from '../../words/compare';

function lineKind(line: string): 'gone' | 'come' | undefined {
  if (line.startsWith('--- ') || line.startsWith('+++ ')) return undefined;
  return line.startsWith('-') ? 'gone' : line.startsWith('+') ? 'come' : undefined;
}

export function ScriptDiff({ diff, label = words.script }: { diff: string; label?: string }) {
  return (
    <section aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre className="mono" tabIndex={0}>
        {diff.split('\n').map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text never move
          <span key={at} data-line={lineKind(line)}>
            {visibleText(line) || ' '}
          </span>
        ))}
      </pre>
    </section>
  );
}

/** `cache`: also which of them Nextflow's task hash goes over; `of`: the task that they are of, where the page is of others too. */
export function Differences({ differs, cache = false, of }: { differs: readonly Difference[]; cache?: boolean; of?: string }) {
  return (
    <ul className="differences">
      {differs.map((one) => (
        <li key={`${one.what} ${one.name} ${one.words}`}>
          <SafeText text={one.words} /> {one.derived && <span className="muted">({words.derived})</span>} {cache && <span className="muted">{cacheCoverWords[one.cache]}</span>}
          {one.diff !== null && <ScriptDiff diff={one.diff} {...(of !== undefined && { label: words.scriptOf(visibleText(of)) })} />}
        </li>
      ))}
    </ul>
  );
}
