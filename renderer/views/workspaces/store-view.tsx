/** One workspace: where its store is, its syncs and what they found, and where its files are now. */
import { Group } from '@mantine/core';
import type { Workspace } from '../../../core/contract/workspaces';
import { type FactRow, Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { coverageWords, storeWords, workspacesWords } from '../../words/workspaces';
import { EventsPanel } from '../openlineage/events-panel';
import { AtRestPanel } from './at-rest-panel';
import { CoverageSaid } from './coverage-said';
import { IdentityPanel } from './identity-panel';
import { ImportedPanel } from './imported-panel';
import { LogPanel } from './log-panel';
import { MaskingPanel } from './masking-panel';
import { ParquetPanel } from './parquet-panel';
import { PathMaps } from './path-maps';
import { SyncHistory } from './sync-history';
import { SyncPanel } from './sync-panel';
import { WatchPanel } from './watch-panel';
import './workspaces.css';

function storeFacts({ store, storeText, records, runs, addedAt }: Workspace): FactRow[] {
  const bucketFacts: FactRow[] =
    store.type === 's3'
      ? [
          { name: storeWords.endpoint, value: store.endpoint && visibleText(store.endpoint) },
          { name: storeWords.region, value: store.region && visibleText(store.region) },
          { name: storeWords.profile, value: store.profile && visibleText(store.profile) },
          { name: storeWords.access, value: store.anonymous ? storeWords.anonymous : storeWords.signed },
        ].filter((fact) => fact.value !== null)
      : [];
  return [
    { name: storeWords.location, value: <span className="mono">{visibleText(storeText)}</span> },
    ...bucketFacts,
    { name: storeWords.holds, value: storeWords.holdsValue(records, runs) },
    { name: workspacesWords.added, value: <Instant value={addedAt} /> },
  ];
}

export function StoreView({ workspace }: { workspace: string }) {
  const query = useCall('workspaces.get', { workspace });
  return (
    <Page title={storeWords.title} breadcrumbs={[{ title: workspacesWords.title, href: paths.workspaces() }]}>
      <Loaded query={query}>
        {({ workspace: found }) => (
          <div className="store-panels">
            <section className="panel" aria-label={storeWords.store}>
              <h2>{storeWords.store}</h2>
              <Facts rows={storeFacts(found)} />
              <Group mt="xs" className="muted">
                {storeWords.readOnly}
              </Group>
            </section>
            {found.store.type === 'bundle' ? (
              <>
                <ImportedPanel workspace={workspace} />
                <section className="panel" aria-label={coverageWords.title}>
                  <CoverageSaid coverage={found.coverage} />
                </section>
              </>
            ) : (
              <>
                <SyncPanel workspace={found} />
                <IdentityPanel workspace={workspace} />
                <WatchPanel workspace={workspace} />
              </>
            )}
            <EventsPanel workspace={workspace} />
            <LogPanel workspace={workspace} />
            <ParquetPanel workspace={workspace} />
            <AtRestPanel workspace={found} />
            <MaskingPanel workspace={workspace} />
            <PathMaps key={JSON.stringify(found.maps)} workspace={found} />
            <SyncHistory workspace={workspace} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
