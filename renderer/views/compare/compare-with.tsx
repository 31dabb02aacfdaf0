/** From the page of a run or of a task: which other one to compare it with. */
import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../client';
import { shortLid, utc } from '../../parts/format';
import { LongSelect, useRunChoices } from '../../parts/long-select';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { chooseWords as words } from '../../words/compare';

function CompareSelect({
  label,
  placeholder,
  choices,
  onChoose,
}: {
  label: string;
  placeholder: string;
  choices: { value: string; label: string }[];
  onChoose: (lid: string) => void;
}) {
  return (
    <LongSelect
      aria-label={label}
      placeholder={placeholder}
      choices={choices}
      value={null}
      onChange={(lid) => lid !== null && onChoose(lid)}
      comboboxProps={{ width: 340, position: 'bottom-end' }}
      className="compare-with"
    />
  );
}

const started = (time: string | null) => (time === null ? '' : ` · ${visibleText(utc(time) ?? time)}`);

/** The older run is the first of the two. */
export function CompareRunWith({ workspace, run }: { workspace: string; run: string }) {
  const [, go] = useLocation();
  const runs = useCall('runs.list', { workspace }).data?.runs ?? [];
  const others = useRunChoices(workspace, [run]);
  if (others.length === 0) return null;
  const place = (lid: string) => runs.findIndex((one) => one.lid === lid);
  return (
    <CompareSelect
      label={words.withRunLabel}
      placeholder={words.withRun}
      choices={others}
      onChoose={(other) => go(place(other) > place(run) ? paths.compare(workspace, other, run) : paths.compare(workspace, run, other))}
    />
  );
}

export function CompareTaskWith({ workspace, task }: { workspace: string; task: string }) {
  const [, go] = useLocation();
  const others = useCall('compare.others', { workspace, task }).data?.tasks ?? [];
  if (others.length === 0) return null;
  return (
    <CompareSelect
      label={words.withTaskLabel}
      placeholder={words.withTask}
      choices={others.map(({ lid, title, run, createdAt }) => ({ value: lid, label: `${visibleText(title)}, ${visibleText(run ?? '')} ${shortLid(lid)}${started(createdAt)}` }))}
      onChoose={(other) => go(paths.compare(workspace, other, task))}
    />
  );
}

/** Any other record, by its LID or the start of it. */
export function CompareRecordWith({ workspace, lid }: { workspace: string; lid: string }) {
  const [, go] = useLocation();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const compare = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    try {
      go(paths.compare(workspace, lid, (await call('lineage.resolve', { workspace, text: text.trim() })).lid));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <form onSubmit={(event) => void compare(event)}>
      <TextInput
        aria-label={words.withRecordLabel}
        placeholder={words.withRecord}
        className="compare-with"
        maxLength={4096}
        value={text}
        error={fault !== null && visibleText(fault)}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFault(null);
        }}
      />
    </form>
  );
}
