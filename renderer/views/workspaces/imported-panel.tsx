/** What an imported workspace rests on, and what the maker of its bundle claims. */
import { Table } from '@mantine/core';
import { tagText } from '../../../core/tags/rules';
import { verdicts, verdictWords } from '../../../core/verify/verdict';
import { Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { bundleWords as words } from '../../words/open-bundle';
import { BundleCheckView } from './bundle-check-view';

/** What the maker claims, in the words of this program where it is one of its verdicts. */
function verdictText({ verdict, type }: { verdict: string | null; type: string }): string {
  const known = verdicts.find((one) => one === verdict);
  return known === undefined ? visibleText(verdict ?? type.replaceAll('-', ' ')) : verdictWords[known].short;
}

/** Claims shown at once; the command line has all of them. */
const shownClaims = 200;

export function ImportedPanel({ workspace }: { workspace: string }) {
  const query = useCall('bundle.imported', { workspace });
  return (
    <section className="panel" aria-label={words.panel}>
      <h2>{words.panel}</h2>
      <Loaded query={query}>
        {({ imported }) =>
          imported === null ? null : (
            <>
              <Facts
                rows={[
                  { name: words.from, value: <span className="mono wrap-anywhere">{visibleText(imported.file)}</span> },
                  { name: words.sha256, value: <span className="mono wrap-anywhere">{imported.check.sha256}</span> },
                  { name: words.imported, value: <Instant value={imported.at} /> },
                  {
                    name: words.checkpoint,
                    value: <span className="wrap-anywhere">{visibleText(`${imported.check.info.checkpoint.number} · ${imported.check.info.origin}`)}</span>,
                  },
                ]}
              />
              <BundleCheckView check={imported.check} />
              {imported.olderVersions > 0 && <p>{words.older(imported.olderVersions)}</p>}
              {imported.changes.length > 0 && (
                <details>
                  <summary>{words.changes(imported.changes.length)}</summary>
                  <ul>
                    {imported.changes.slice(0, shownClaims).map(({ leaf, type, subject }) => (
                      <li key={leaf} className="wrap-anywhere">
                        {words.change[type]}: {visibleText(subject)}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
              {imported.tags.length > 0 && (
                <details>
                  <summary>
                    {words.tags}: {words.tagged(imported.tags.length)}
                  </summary>
                  <Table>
                    <Table.Tbody>
                      {imported.tags.slice(0, shownClaims).map((tag) => (
                        <Table.Tr key={`${tag.leaf} ${tag.subject} ${tag.key}`}>
                          <Table.Td className="wrap-anywhere">{visibleText(tagText(tag))}</Table.Td>
                          <Table.Td className="wrap-anywhere">{visibleText(tag.subject)}</Table.Td>
                          <Table.Td>
                            <Instant value={tag.at} /> {visibleText(tag.by ?? '')}
                          </Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                </details>
              )}
              <details>
                <summary>
                  {words.claims}: {words.claimed(imported.claims.length)}
                </summary>
                <Table>
                  <Table.Tbody>
                    {imported.claims.slice(0, shownClaims).map((claim) => (
                      <Table.Tr key={claim.leaf}>
                        <Table.Td>{verdictText(claim)}</Table.Td>
                        <Table.Td className="wrap-anywhere">{visibleText(claim.subject)}</Table.Td>
                        <Table.Td>
                          <Instant value={claim.at} />
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </details>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
