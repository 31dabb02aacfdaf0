/** The schedule of a workspace: how often it is synced by itself, and what is told. */
import { Checkbox, Group, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { offeredIntervals, type WatchState } from '../../../core/contract/watch';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { watchWords as words } from '../../words/watch';

function WatchForm({ workspace, state }: { workspace: string; state: WatchState }) {
  const { watch } = state;
  const [every, setEvery] = useState(watch.everyMinutes === null ? '' : String(watch.everyMinutes));
  const [quiet, setQuiet] = useState<number | string>(watch.quietDays ?? '');
  const [desktop, setDesktop] = useState(watch.desktop);
  const [error, setError] = useState<unknown>(null);
  const [saved, setSaved] = useState(false);
  // One that was set elsewhere stays to be chosen.
  const offered = [...new Set([...offeredIntervals, ...(watch.everyMinutes === null ? [] : [watch.everyMinutes])])].sort((a, b) => a - b);
  const save = async () => {
    setError(null);
    setSaved(false);
    try {
      await call('watch.set', { workspace, everyMinutes: every === '' ? null : Number(every), quietDays: quiet === '' ? null : Number(quiet), desktop });
      setSaved(true);
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Group align="end" mb="xs">
        <NativeSelect
          label={words.every}
          value={every}
          onChange={(event) => setEvery(event.currentTarget.value)}
          data={[{ value: '', label: words.never }, ...offered.map((minutes) => ({ value: String(minutes), label: words.everyOption(minutes) }))]}
        />
        <NumberInput label={words.quiet} value={quiet} onChange={setQuiet} min={1} max={3650} allowDecimal={false} suffix={` ${words.quietDays}`} description={words.quietHint} />
      </Group>
      <Checkbox label={words.desktop} checked={desktop} onChange={(event) => setDesktop(event.currentTarget.checked)} mb="xs" />
      <Group>
        <ActButton act="watch.set" type="submit" variant="default">
          {words.save}
        </ActButton>
        <span role="status">{saved ? words.saved : ''}</span>
      </Group>
      <p className={state.failures > 0 ? 'caution wrap-anywhere' : 'muted'}>{visibleText(state.sentence)}</p>
      {state.due !== null && (
        <p className="muted">
          {words.next} <Instant value={state.due} />
        </p>
      )}
      {error !== null && <ErrorBox error={error} />}
    </form>
  );
}

export function WatchPanel({ workspace }: { workspace: string }) {
  const query = useCall('watch.get', { workspace });
  return (
    <section className="panel" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="muted">{words.hint}</p>
      <Loaded query={query}>
        {({ state }) => <WatchForm key={`${state.watch.everyMinutes} ${state.watch.quietDays} ${state.watch.desktop}`} workspace={workspace} state={state} />}
      </Loaded>
    </section>
  );
}
