/** "As of: now": chooses the time that the whole workspace is shown as of, by date, by sync or by checkpoint. */
import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { IconChevronDown, IconClock } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { splitName } from '../../../core/time/name';
import { ErrorBox } from '../../parts/error-box';
import { utc } from '../../parts/format';
import { useCall } from '../../parts/use-call';
import { asOfWords as words } from '../../words/time';
import './as-of.css';
import { instantOfField, samePageAt } from './other-time';

interface ChoiceProps {
  label: string;
  go: string;
  options: { value: string; label: string; disabled?: boolean }[];
  onGo: (at: string) => void;
}

function Choice({ label, go, options, onGo }: ChoiceProps) {
  const [value, setValue] = useState('');
  if (options.length === 0) return null;
  return (
    <div className="as-of-row">
      <NativeSelect size="xs" label={label} value={value} onChange={(event) => setValue(event.currentTarget.value)} data={[{ value: '', label: words.pick }, ...options]} />
      <Button variant="default" aria-label={go} disabled={value === ''} onClick={() => onGo(value)}>
        {words.go}
      </Button>
    </div>
  );
}

function Choices({ workspace, onGo }: { workspace: string; onGo: (at: string | null) => void }) {
  const { workspace: name, at } = splitName(workspace);
  const points = useCall('time.points', { workspace: name });
  const [typed, setTyped] = useState(at?.slice(0, 19).replace('T', ' ') ?? '');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const instant = instantOfField(typed);
    setWrong(instant === null);
    if (instant !== null) onGo(instant);
  };
  const { syncs = [], syncCount = 0, checkpoints = [], clockWentBack = 0 } = points.data ?? {};
  return (
    <>
      <h2>{words.title}</h2>
      <p className="muted">{words.hint}</p>
      {at !== null && (
        <Button fullWidth onClick={() => onGo(null)}>
          {words.back}
        </Button>
      )}
      <form className="as-of-row" onSubmit={submit} noValidate>
        <TextInput
          label={words.instant}
          placeholder={words.instantForm}
          maxLength={24}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={wrong && words.noInstant}
          data-autofocus
        />
        <Button type="submit" variant="default" aria-label={words.goInstant}>
          {words.go}
        </Button>
      </form>
      <Choice
        label={words.sync}
        go={words.goSync}
        onGo={onGo}
        options={syncs.map(({ sync, at: end, finishedAt }) =>
          end === null ? { value: `open ${sync}`, label: words.syncOpen(sync), disabled: true } : { value: end, label: words.syncOption(sync, utc(finishedAt ?? end) ?? end) },
        )}
      />
      {syncCount > syncs.length && <p className="muted">{words.more(syncs.length, syncCount)}</p>}
      <Choice
        label={words.checkpoint}
        go={words.goCheckpoint}
        onGo={onGo}
        options={checkpoints.map((one) => ({ value: one.at, label: words.checkpointOption(one.number, utc(one.at) ?? one.at) }))}
      />
      {clockWentBack > 0 && <p className="caution">{words.wentBack(clockWentBack)}</p>}
      {points.isError && <ErrorBox error={points.error} />}
    </>
  );
}

export function AsOfControl({ workspace }: { workspace: string }) {
  const [location, go] = useLocation();
  const [opened, setOpened] = useState(false);
  const { at } = splitName(workspace);
  const shown = at === null ? words.now : (utc(at) ?? at);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={380} shadow="md" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconClock size={13} aria-hidden="true" />}
          rightSection={<IconChevronDown size={12} aria-hidden="true" />}
          aria-label={words.choose(shown)}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {words.control}: {shown}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={words.title} className="as-of" tabIndex={-1}>
        <Choices
          key={workspace}
          workspace={workspace}
          onGo={(to) => {
            setOpened(false);
            go(samePageAt(location, to));
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
