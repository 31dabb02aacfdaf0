/** Paths of a history that no record states as read: what they are, and which records may be meant. */
import type { Custody } from '../../../core/contract/custody';
import { SafeText } from '../../parts/masked';
import { custodyWords as words } from '../../words/custody';
import { FileLink, StepLink } from './file-table';

export function NamedAlone({ page }: { page: Custody }) {
  if (page.namedCount === 0) return null;
  const title = words.named(page.named.length, page.namedCount);
  return (
    <section aria-label={title} className="custody-section">
      <h2>{title}</h2>
      <p className="muted">{words.namedHint}</p>
      <table className="custody-table" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{words.namedWhat}</th>
            <th scope="col">{words.namedIn}</th>
            <th scope="col">{words.namedFound}</th>
          </tr>
        </thead>
        <tbody>
          {page.named.map(({ how, path, step, text, found, foundCount, atLeast }) => (
            <tr key={`${how} ${step} ${path}`}>
              <th scope="row">
                <SafeText text={text} />
              </th>
              <td>{step !== null && <StepLink step={step} />}</td>
              <td>
                <ul className="custody-values">
                  {found.map((file) => (
                    <li key={file.lid}>
                      <FileLink file={file} />
                    </li>
                  ))}
                </ul>
                {(atLeast || foundCount > found.length) && <span className="muted">{words.namedMore(foundCount, atLeast)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
