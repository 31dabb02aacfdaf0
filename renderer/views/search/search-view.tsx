/** The search page: every hit of every group, and the records that carry a label, container or commit. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { EmptyState } from '../../parts/empty-state';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { fromSegment, paths } from '../../routes';
import { searchWords } from '../../words/search';
import { CarryingRecords } from './carrying-records';
import { HitGroup } from './hit-group';
import { exactValues, searchSegment } from './hits';
import './search.css';
import { useDebounced } from './use-debounced';
import { useSettled } from './use-settled';

const firstHits = 8;

function Results({ workspace, text }: { workspace: string; text: string }) {
  const query = useCall('search.find', { workspace, text, limit: firstHits, settled: false });
  useSettled(workspace, query.data ? text : '');
  return (
    <Loaded query={query}>
      {({ groups }) =>
        groups.length === 0 ? (
          <EmptyState title={searchWords.nothing}>{searchWords.nothingHint}</EmptyState>
        ) : (
          <div className="search-results">
            {exactValues(groups, text).map((exact) => (
              <CarryingRecords key={`${exact.group} ${exact.value}`} workspace={workspace} group={exact.group} value={exact.value} />
            ))}
            {groups.map(({ group, hits, total }) => (
              <HitGroup key={group} workspace={workspace} text={text} group={group} hits={hits} total={total} />
            ))}
          </div>
        )
      }
    </Loaded>
  );
}

export function SearchView({ workspace }: { workspace: string }) {
  const [location, navigate] = useLocation();
  const asked = fromSegment(searchSegment(location));
  const [typed, setTyped] = useState(asked);
  const [before, setBefore] = useState(asked);
  // Another address (a link, back, forward) brings its own text.
  if (asked !== before) {
    setBefore(asked);
    if (asked !== typed.trim()) setTyped(asked);
  }
  const settled = useDebounced(typed.trim(), 250);
  useEffect(() => {
    if (settled === typed.trim() && settled !== asked) navigate(paths.search(workspace, settled), { replace: true });
  }, [settled, typed, asked, navigate, workspace]);
  return (
    <Page title={searchWords.title}>
      <TextInput
        label={searchWords.field}
        placeholder={searchWords.placeholder}
        leftSection={<IconSearch size={15} aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maxLength={1000}
        size="sm"
        spellCheck={false}
        className="search-field"
      />
      {asked.trim() === '' ? <EmptyState title={searchWords.begin}>{searchWords.beginHint}</EmptyState> : <Results key={asked} workspace={workspace} text={asked} />}
    </Page>
  );
}
