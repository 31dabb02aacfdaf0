/** The search page: what was asked, how it was read, and every kind of result, the best of each or all of one. */
import { Anchor, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { searchGroups } from '../../../core/contract/search';
import { qualifierNames, qualifiers } from '../../../core/search/qualifiers';
import { CoverageLine } from '../../parts/coverage-line';
import { EmptyState } from '../../parts/empty-state';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { fromSegment, paths } from '../../routes';
import { searchGroupWords, searchWords } from '../../words/search';
import { GroupTable } from './group-table';
import { HitGroup } from './hit-group';
import { searchSegment } from './hits';
import { QueryField } from './query-field';
import { SavedSearches } from './saved-searches';
import { Scripts } from './scripts';
import './search.css';
import { useDebounced } from '../../parts/use-debounced';
import { useSettled } from './use-settled';
import { placeOf, WrongQuery } from './wrong-query';

const firstHits = 8;

/** Every qualifier with an example that can be followed. */
function Qualifiers({ workspace }: { workspace: string }) {
  return (
    <dl className="search-qualifiers">
      {qualifierNames.map((name) => (
        <div key={name}>
          <dt>
            <Anchor component={Link} href={paths.search(workspace, qualifiers[name].example)} className="mono" inherit>
              {qualifiers[name].example}
            </Anchor>
          </dt>
          <dd>{searchWords.recordsThat(qualifiers[name].means)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ResultsProps {
  workspace: string;
  text: string;
  /** Its end may be half of what somebody is about to type. */
  typing: boolean;
  group: (typeof searchGroups)[number] | undefined;
}

function Results({ workspace, text, typing, group }: ResultsProps) {
  const query = useCall('search.find', { workspace, text, limit: firstHits, settled: false });
  useSettled(workspace, query.data ? text : '');
  if (query.isError && placeOf(query.error) !== null) return <WrongQuery text={text} error={query.error} typing={typing} />;
  return (
    <Loaded query={query}>
      {({ groups, readAs, withoutTime, scripts }) => (
        <>
          <p className="search-read-as">
            <span className="muted">{searchWords.readAs}</span>
            {readAs.map((sentence) => (
              <span key={sentence} className="search-condition">
                {sentence}
              </span>
            ))}
          </p>
          {withoutTime > 0 && <p className="caution">{searchWords.withoutTime(withoutTime)}</p>}
          <Scripts workspace={workspace} text={text} state={scripts} />
          {group !== undefined && (
            <>
              <Title order={2} size="h3" className="search-one">
                {searchGroupWords[group].title}{' '}
                <Anchor component={Link} href={paths.search(workspace, text)}>
                  {searchWords.back}
                </Anchor>
              </Title>
              <GroupTable key={`${text} ${group}`} workspace={workspace} text={text} group={group} />
            </>
          )}
          {group === undefined && groups.length === 0 && (
            <>
              <EmptyState title={searchWords.nothing}>{searchWords.nothingHint}</EmptyState>
              <CoverageLine workspace={workspace} />
            </>
          )}
          {group === undefined && groups.length > 0 && (
            <div className="search-results">
              {groups.map((one) => (
                <HitGroup key={one.group} workspace={workspace} text={text} {...one} />
              ))}
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}

export function SearchView({ workspace, group: named }: { workspace: string; group?: string | undefined }) {
  const [location, navigate] = useLocation();
  const group = searchGroups.find((one) => one === named);
  const asked = fromSegment(searchSegment(location));
  const [typed, setTyped] = useState(asked);
  const [typing, setTyping] = useState(false);
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
  const text = asked.trim();
  return (
    <Page title={searchWords.title} fill={group !== undefined}>
      <div className="search-head">
        <QueryField
          workspace={workspace}
          text={typed}
          onChange={(next) => {
            setTyped(next);
            setTyping(true);
          }}
          onDone={() => setTyping(false)}
        />
        <SavedSearches workspace={workspace} text={text} />
      </div>
      {text === '' ? (
        <EmptyState title={searchWords.begin} action={<Qualifiers workspace={workspace} />}>
          {searchWords.beginHint}
        </EmptyState>
      ) : (
        <Results key={text} workspace={workspace} text={text} typing={typing} group={group} />
      )}
    </Page>
  );
}
