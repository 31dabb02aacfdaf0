/** How much of its store a workspace knows, in words: the whole of it, some runs, or what a bundle holds, and what follows from that. */
import type { Workspace } from '../../../core/contract/workspaces';
import { count } from '../../parts/format';
import { LidLink } from '../../parts/lid-link';
import { visibleText } from '../../parts/visible-text';
import { coverageWords } from '../../words/workspaces';

export function CoverageSaid({ coverage: { known, whole, runs, sentence } }: Pick<Workspace, 'coverage'>) {
  if (known === 'nothing') return null;
  return (
    <>
      <h2>{coverageWords.title}</h2>
      {sentence === null ? (
        whole !== null && <p className="muted">{coverageWords.whole(whole.sync)}</p>
      ) : (
        <>
          <p className="caution wrap-anywhere">{visibleText(sentence)}</p>
          <p className="muted">{known === 'bundle' ? coverageWords.meansOfBundle : coverageWords.means}</p>
        </>
      )}
      {runs.length > 0 && (
        <details>
          <summary>
            {known === 'bundle' ? coverageWords.runOfBundle : coverageWords.runs}: {count(runs.length)}
          </summary>
          <ul className="sync-sentences">
            {runs.slice(0, 200).map((run) => (
              <li key={run}>
                <LidLink lid={run} whole />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
