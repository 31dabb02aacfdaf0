/** The fields of a record beside what is known of it: identity, check, versions, and which records name it. */
import type { RecordPage } from '../../../core/contract/records';
import { CopyButton } from '../../parts/copy-button';
import { Facts } from '../../parts/facts';
import type { Json, TreeLink } from '../../parts/json-tree';
import { Labels } from '../../parts/labels';
import { LidLink } from '../../parts/lid-link';
import { OpenedHere } from '../../parts/opened-here';
import { Term } from '../../parts/term';
import { visibleText } from '../../parts/visible-text';
import { compareWords } from '../../words/compare';
import { fieldWords, kindWords, stateKinds, recordWords as words } from '../../words/record';
import { CompareRecordWith } from '../compare/compare-with';
import { ItemTags } from '../tags/item-tags';
import { longListsOf } from './entries-table';
import { NamedBy } from './named-by';
import { RecordCheck } from './record-check';
import { RecordField } from './record-field';
import { Versions } from './versions';

type Fields = { readonly [name: string]: Json };

function isObject(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function Identity({ record }: { record: RecordPage }) {
  const format = [record.version, record.shape === 'root' ? words.rootShape : null].filter(Boolean).join(' ');
  return (
    <section className="panel" aria-label={words.lid}>
      <Facts
        rows={[
          {
            name: words.lid,
            value: (
              <>
                <span className="mono">{visibleText(record.lid)}</span> <CopyButton text={record.lid} what={words.theLid} />
              </>
            ),
          },
          {
            name: words.kind,
            value: stateKinds[record.state] ?? `${kindWords[record.kind] ?? record.kind} (${visibleText(record.recordedKind ?? record.kind)})`,
          },
          { name: words.format, value: visibleText(format) },
          ...(record.kind === 'WorkflowRun'
            ? []
            : [{ name: words.run, value: record.run && <LidLink lid={record.run.lid} title={record.run.title} kind={record.run.kind} present={record.run.present} /> }]),
          { name: words.labels, value: record.labels.length > 0 ? <Labels labels={record.labels} /> : null },
          { name: words.storePath, value: record.storePath && <span className="mono">{visibleText(record.storePath)}</span> },
        ]}
      />
    </section>
  );
}

export function FieldsTab({ workspace, record, version }: { workspace: string; record: RecordPage; version: string | null }) {
  const links: ReadonlyMap<string, TreeLink> = new Map(record.links.map((link) => [link.lid, link]));
  const { fields } = record;
  const long = longListsOf(workspace, record, version);
  return (
    <div className="record-columns">
      <section className="panel" aria-label={words.fields}>
        <h2>{words.fields}</h2>
        {record.masked > 0 && <p className="muted">{words.masked(record.masked)}</p>}
        {isObject(fields) && Object.keys(fields).length > 0 ? (
          <Facts
            rows={Object.entries(fields).map(([name, value]) => ({
              name: Object.hasOwn(fieldWords, name) ? (fieldWords[name] ?? name) : visibleText(name),
              path: name,
              value: <RecordField name={name} value={value} links={links} long={long} />,
            }))}
          />
        ) : (
          <p className="muted">{record.state === 'missing' ? <Term name="dangling" /> : words.noFields}</p>
        )}
      </section>
      <div className="record-side">
        <Identity record={record} />
        <ItemTags workspace={workspace} item={{ kind: 'record', text: record.lid }} />
        {record.kind === 'FileOutput' && <RecordCheck workspace={workspace} record={record} />}
        <Versions workspace={workspace} record={record} version={version} />
        <NamedBy workspace={workspace} record={record} />
        {record.state !== 'missing' && record.state !== 'quarantined' && (
          <section className="panel" aria-label={compareWords.untitled}>
            <h2>{compareWords.untitled}</h2>
            <CompareRecordWith workspace={workspace} lid={record.lid} />
          </section>
        )}
        <OpenedHere workspace={workspace} subject={record.lid} />
      </div>
    </div>
  );
}
