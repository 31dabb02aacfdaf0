/** All entries of a long list in a record, as a table that is searched and sorted. */
import { entryColumns, type RecordEntry, type RecordPage } from '../../../core/contract/records';
import type { Column } from '../../parts/data-table';
import type { LongLists } from '../../parts/json-tree';
import { LidLink } from '../../parts/lid-link';
import { NamedLid } from '../../parts/named-lid';
import { pageAsked } from '../../parts/page-asked';
import { PagedTable } from '../../parts/paged-table';
import { visibleText } from '../../parts/visible-text';
import { partsWords } from '../../words/parts';
import { recordWords } from '../../words/record';

const words = recordWords.entries;

/** The start of a long text says that it is one, where it is copied too. */
const said = ({ text, length }: RecordEntry) => (text === null || text.length === length ? text : text + words.cut(length));

function EntryCell(entry: RecordEntry) {
  const { text, link } = entry;
  if (link !== null) {
    if (link.kind !== 'Missing') return <NamedLid lid={link.lid} title={link.title} kind={link.kind} present={link.present} />;
    return <LidLink lid={link.lid} whole kind={link.kind} present={link.present} />;
  }
  if (text === null || text === '') return <span className="muted">{text === null ? partsWords.notRecorded : partsWords.empty}</span>;
  return visibleText(said(entry) ?? '');
}

const number: Column<RecordEntry> = { id: 'number', title: words.number, value: (entry) => entry.number, align: 'right', width: 70 };
const name: Column<RecordEntry> = { id: 'name', title: words.name, value: (entry) => entry.name, width: 160, grow: 0.5 };
const text: Column<RecordEntry> = { id: 'text', title: words.text, value: said, cell: EntryCell, width: 260, grow: 2 };
const ofLists = [number, text];
const ofObjects = [number, name, text];

interface EntriesTableProps {
  workspace: string;
  lid: string;
  version: string | null;
  within: readonly string[];
  isList: boolean;
}

function EntriesTable({ workspace, lid, version, within, isList }: EntriesTableProps) {
  return (
    <div className="record-entries">
      <PagedTable
        call="records.entries"
        input={(page) => ({ workspace, lid, ...(version && { sha256: version }), within: [...within], page: pageAsked(page) })}
        page={({ entries, total, all }) => ({ rows: entries, total, all })}
        label={within.join(' ')}
        noun={words.noun}
        columns={isList ? ofLists : ofObjects}
        rowKey={(entry) => String(entry.number)}
        sortable={entryColumns}
        columnFilters={entryColumns}
        searchable
        maxHeight={420}
        remembered={false}
      />
    </div>
  );
}

/** Of a record's page: which of its lists are not there as a whole, and all of one. */
export function longListsOf(workspace: string, { lid, cut }: RecordPage, version: string | null): LongLists {
  const lists = new Map(cut.map((one) => [JSON.stringify(one.within), one]));
  return {
    countOf: (within) => lists.get(JSON.stringify(within))?.count,
    all: (within) => <EntriesTable workspace={workspace} lid={lid} version={version} within={within} isList={lists.get(JSON.stringify(within))?.list ?? false} />,
  };
}
