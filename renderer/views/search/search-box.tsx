/** Search from anywhere: a field in the bar and Ctrl-K open a list of hits that the arrow keys walk. */
import { Group, Kbd, Loader, UnstyledButton } from '@mantine/core';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { IconArrowRight, IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Completion } from '../../../core/contract/search';
import { onMenu } from '../../client';
import { ErrorBox } from '../../parts/error-box';
import { counted } from '../../parts/format';
import { motion } from '../../parts/motion';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { searchGroupWords, searchWords } from '../../words/search';
import { kindIcons } from '../graph/kind-shape';
import { type Groups, hitAddress, hitDetail, hitKey } from './hits';
import './search.css';
import { useDebounced } from '../../parts/use-debounced';
import { settle, useSettled } from './use-settled';
import { type Suggestions, useSuggestions } from './use-suggestions';
import { placeOf } from './wrong-query';

const [store, spotlight] = createSpotlight();
/** Milliseconds of quiet before what was typed is searched for. */
const quiet = 120;
const listId = 'search-hits';

interface HitsProps {
  workspace: string;
  text: string;
  onGo: (address: string) => void;
  suggestions: Suggestions;
  onComplete: (item: Completion) => void;
  /** The text that Enter was pressed for before its hits were there. */
  hurried: RefObject<string | null>;
}

/** What may be typed next; choosing one goes on typing. */
function SuggestionList({ suggestions, onComplete }: Pick<HitsProps, 'suggestions' | 'onComplete'>) {
  if (suggestions.items.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={searchWords.suggestions}>
      {suggestions.items.map((item) => (
        <Spotlight.Action
          key={item.label}
          label={visibleText(item.label)}
          description={visibleText(item.detail)}
          rightSection={item.count === null ? undefined : <span className="search-suggestion-count">{counted(item.count, item.unit)}</span>}
          closeSpotlightOnTrigger={false}
          onClick={() => onComplete(item)}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}

/** The hits of one text; the first of them is chosen, so that Enter opens it. */
function HitList({ workspace, text, groups, onGo, hurried, suggestions, onComplete }: HitsProps & { groups: Groups }) {
  useEffect(() => {
    const first = document.getElementById(listId)?.querySelector<HTMLElement>('[data-action]');
    first?.setAttribute('data-selected', 'true'); // where the arrow keys go on from and Enter looks (Mantine's spotlight.store)
    store.updateState((state) => ({ ...state, selected: 0 }));
    if (hurried.current === text && !suggestions.wanted) first?.click();
  }, [text, hurried, suggestions.wanted]);
  const offered = <SuggestionList suggestions={suggestions} onComplete={onComplete} />;
  return (
    <>
      {suggestions.wanted && offered}
      {groups.map(({ group, hits, total }) => (
        <Spotlight.ActionsGroup key={group} label={searchWords.total(searchGroupWords[group].title, total)}>
          {hits.map((hit) => {
            const Icon = hit.kind ? kindIcons[hit.kind] : IconSearch;
            return (
              <Spotlight.Action
                key={hitKey(group, hit)}
                label={visibleText(hit.title || hit.value)}
                description={visibleText([hit.run?.name, hitDetail(hit)].filter(Boolean).join(' · '))}
                leftSection={<Icon size={16} aria-hidden />}
                onClick={() => onGo(hitAddress(workspace, group, hit))}
              />
            );
          })}
        </Spotlight.ActionsGroup>
      ))}
      <Spotlight.Action label={searchWords.all(visibleText(text))} leftSection={<IconArrowRight size={16} aria-hidden />} onClick={() => onGo(paths.search(workspace, text))} />
      {!suggestions.wanted && offered}
    </>
  );
}

/** The library picks the first hit when a key is typed, but hits come later: this picks it once they are drawn, so that Enter opens it. */
function selectFirst(): void {
  const list = document.getElementById(store.getState().listId);
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
  const first = list?.querySelector('[data-action]');
  first?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: first ? 0 : -1 }));
}

function Hits({ typed, ...props }: HitsProps & { typed: string }) {
  const { workspace, text } = props;
  const query = useCall('search.find', { workspace, text: text || ' ', limit: 8, settled: false }, { enabled: text !== '' });
  const found = typed === text ? query.data : undefined;
  const { suggestions, onComplete } = props;
  const offered = suggestions.items.length;
  useEffect(() => {
    if (found || offered > 0) selectFirst();
  }, [found, offered]);
  useSettled(workspace, found ? text : '');
  // Hits of another text than the one typed are never shown.
  if (typed === '')
    return (
      <>
        <Spotlight.Empty>{searchWords.beginHint}</Spotlight.Empty>
        <SuggestionList suggestions={suggestions} onComplete={onComplete} />
      </>
    );
  if (query.isError && typed === text) {
    const isWrong = placeOf(query.error) !== null;
    return (
      <>
        <SuggestionList suggestions={suggestions} onComplete={onComplete} />
        {isWrong ? <Spotlight.Empty role="status">{visibleText(suggestions.hint ?? query.error.message)}</Spotlight.Empty> : <ErrorBox error={query.error} />}
      </>
    );
  }
  if (!found) {
    return (
      <Spotlight.Empty role="status">
        <Group gap="xs" justify="center">
          <Loader size="xs" /> {searchWords.searching}
        </Group>
      </Spotlight.Empty>
    );
  }
  if (found.groups.length === 0)
    return (
      <>
        {suggestions.wanted && <SuggestionList suggestions={suggestions} onComplete={onComplete} />}
        <Spotlight.Empty role="status">{searchWords.nothing}</Spotlight.Empty>
        {!suggestions.wanted && <SuggestionList suggestions={suggestions} onComplete={onComplete} />}
      </>
    );
  return <HitList key={text} {...props} groups={found.groups} />;
}

export function SearchBox({ workspace }: { workspace: string }) {
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim();
  const text = useDebounced(wanted, quiet);
  const hurried = useRef<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  /** Just opened: what was searched for last is marked, so that one types over it. */
  const opened = useRef(false);
  const [caret, setCaret] = useState(0);
  const suggestions = useSuggestions(workspace, typed, caret);
  const complete = (item: Completion) => {
    const next = suggestions.put(item);
    setTyped(next.text);
    setCaret(next.caret);
    input.current?.focus();
  };
  const forget = () => {
    hurried.current = null;
  };
  useEffect(() => onMenu((command) => command === 'search' && spotlight.open()), []);
  return (
    <>
      <UnstyledButton className="search-opener" title={searchWords.openTip} onClick={spotlight.open}>
        <IconSearch size={15} aria-hidden="true" />
        <span>{searchWords.open}</span>
        <Kbd size="xs">{searchWords.keys}</Kbd>
      </UnstyledButton>
      <Spotlight.Root
        store={store}
        query={typed}
        onQueryChange={(query) => {
          forget();
          setTyped(query);
          setCaret(input.current?.selectionStart ?? query.length);
        }}
        onSpotlightOpen={() => {
          opened.current = true;
        }}
        onSpotlightClose={forget}
        shortcut="mod + K"
        tagsToIgnore={[]}
        triggerOnContentEditable
        scrollable
        maxHeight="70vh"
        clearQueryOnClose={false}
        transitionProps={{ duration: motion(80) }}
        overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
        attributes={{ content: { 'aria-label': searchWords.title } }}
      >
        <Spotlight.Search
          ref={input}
          onFocus={(event) => {
            if (opened.current) event.currentTarget.select();
            opened.current = false;
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? typed.length)}
          placeholder={searchWords.placeholder}
          aria-label={searchWords.placeholder}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          maxLength={1000}
          onKeyDown={(event) => {
            if (event.key === 'Enter') hurried.current = wanted;
          }}
        />
        <Spotlight.ActionsList id={listId}>
          <Hits
            workspace={workspace}
            text={text}
            typed={wanted}
            hurried={hurried}
            suggestions={suggestions}
            onComplete={complete}
            onGo={(address) => {
              settle(workspace, text);
              navigate(address);
            }}
          />
        </Spotlight.ActionsList>
      </Spotlight.Root>
    </>
  );
}
