/** Of an outside file: each checksum that was recorded for its path, by whom, and whether the file that is there now fits it. */
import type { Custody } from '../../../core/contract/custody';
import { LidLink } from '../../parts/lid-link';
import { VerdictBadge } from '../../parts/verdict-badge';
import { custodyWords as words } from '../../words/custody';
import { Checksum } from './file-table';

export function Contents({ page }: { page: Custody }) {
  if (page.contents.length === 0) return null;
  const title = words.contents(page.contents.length);
  return (
    <section aria-label={title} className="custody-section">
      <h2>{title}</h2>
      <p className="muted">{words.contentsHint}</p>
      <table className="custody-table" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{words.checksum}</th>
            <th scope="col">{words.contentOf}</th>
            <th scope="col">{words.contentNow}</th>
          </tr>
        </thead>
        <tbody>
          {page.contents.map(({ checksum, tasks, runs, runCount, check, fits }) => (
            <tr key={checksum.value}>
              <th scope="row">
                <Checksum checksum={checksum} />
              </th>
              <td>
                {words.contentTasks(tasks, runCount)}
                <ul className="custody-values">
                  {runs.map((run) => (
                    <li key={run.lid}>
                      <LidLink lid={run.lid} title={run.title} kind={run.kind} present={run.present} />
                    </li>
                  ))}
                </ul>
              </td>
              <td>
                {words.fits[fits]} <VerdictBadge verdict={check?.verdict ?? 'not-checked'} detail={check?.detail ?? null} stale={check?.stale ?? false} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
