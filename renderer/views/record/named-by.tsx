/** Records that name this one: the first of them, and all as a table where there are more. */
import { useState } from 'react';
import { type NamingLink, namingColumns, type RecordPage } from '../../../core/contract/records';
import type { Column } from '../../parts/data-table';
import { LidLink } from '../../parts/lid-link';
import { pageAsked } from '../../parts/page-asked';
import { PagedTable } from '../../parts/paged-table';
import { visibleText } from '../../parts/visible-text';
import { partsWords } from '../../words/parts';
import { kindWords, recordWords as words } from '../../words/record';

const columns: readonly Column<NamingLink>[] = [
  {
    id: 'title',
    title: words.naming.name,
    value: (link) => link.title,
    cell: (link) => <LidLink lid={link.lid} title={link.title} kind={link.kind} present={link.present} />,
    width: 150,
    grow: 1,
  },
  { id: 'kind', title: words.naming.kind, value: (link) => link.kind, cell: (link) => kindWords[link.kind] ?? link.kind, width: 90 },
  { id: 'relation', title: words.naming.relation, value: (link) => link.relation, width: 90 },
  { id: 'lid', title: words.naming.lid, value: (link) => link.lid, cell: (link) => <span className="mono">{visibleText(link.lid)}</span>, width: 200, hidden: true },
];

export function NamedBy({ workspace, record }: { workspace: string; record: RecordPage }) {
  const [all, setAll] = useState(false);
  const { lid, referencedBy, referencedByCount: count } = record;
  return (
    <section className="panel" aria-label={words.referencedBy}>
      <h2>{words.referencedBy}</h2>
      {referencedBy.length === 0 && <p className="muted">{words.referencedByNone}</p>}
      {all ? (
        <PagedTable
          call="records.naming"
          input={(page) => ({ workspace, lid, page: pageAsked(page) })}
          page={({ links, total, all: of }) => ({ rows: links, total, all: of })}
          label={words.referencedBy}
          noun={words.naming.noun}
          columns={columns}
          rowKey={(link) => `${link.lid} ${link.relation}`}
          sortable={namingColumns}
          columnFilters={namingColumns}
          searchable
          maxHeight={420}
        />
      ) : (
        <ul className="record-refs">
          {referencedBy.map((link) => (
            <li key={`${link.lid} ${link.relation}`}>
              <LidLink lid={link.lid} title={link.title} kind={link.kind} present={link.present} />{' '}
              <span className="muted">
                {kindWords[link.kind] ?? link.kind}, {link.relation}
              </span>
            </li>
          ))}
        </ul>
      )}
      {!all && referencedBy.length < count && (
        <p className="muted">
          {words.referencedByMore(referencedBy.length, count)}{' '}
          <button type="button" className="term" onClick={() => setAll(true)}>
            {partsWords.showAll(count)}
          </button>
        </p>
      )}
    </section>
  );
}
