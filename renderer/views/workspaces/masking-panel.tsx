/** What is masked in a workspace: kinds of personal data, its own lists with their reasons, tried before they are saved. */
import { ActionIcon, Button, Checkbox, Group, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../core/contract';
import { type ListEntry, type MaskingRules, personalKinds } from '../../../core/redact/policy';
import { digestMeans } from '../../../core/redact/words';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { maskingWords as words } from '../../words/masking';

interface ListProps {
  title: string;
  add: string;
  entries: readonly ListEntry[];
  onChange: (entries: ListEntry[]) => void;
}

function List({ title, add, entries, onChange }: ListProps) {
  const change = (at: number, more: Partial<ListEntry>) => onChange(entries.map((one, i) => (i === at ? { ...one, ...more } : one)));
  return (
    <fieldset className="masking-list">
      <legend>{title}</legend>
      {entries.length === 0 && <p className="muted">{words.none}</p>}
      {entries.map((entry, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the list
        <Group key={at} align="end" gap="xs" mb="xs">
          <TextInput label={words.pattern} value={entry.pattern} onChange={(event) => change(at, { pattern: event.currentTarget.value })} spellCheck={false} maxLength={200} />
          <TextInput label={words.why} value={entry.reason} onChange={(event) => change(at, { reason: event.currentTarget.value })} maxLength={500} style={{ flex: 1 }} />
          <ActionIcon variant="default" size={30} aria-label={words.remove} title={words.remove} onClick={() => onChange(entries.filter((_, i) => i !== at))}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => onChange([...entries, { pattern: '', reason: '' }])}>
        {add}
      </Button>
    </fieldset>
  );
}

function Tried({ answer }: { answer: Output<'masking.try'> }) {
  return (
    <div role="status">
      <strong>{words.tried(answer.places, answer.read, answer.allowed)}</strong>
      {answer.found.length > 0 && (
        <table className="masking-tried">
          <thead>
            <tr>
              {[words.what, words.places, words.records, words.originals, words.example].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.found.map(({ rule, title, places, records, texts, examples: [example] }) => (
              <tr key={rule}>
                <th scope="row">{title}</th>
                <td>{places.toLocaleString('en-US')}</td>
                <td>{records.toLocaleString('en-US')}</td>
                <td>{texts.toLocaleString('en-US')}</td>
                <td className="mono wrap-anywhere">{example === undefined ? '' : visibleText(`${example.path}: ${example.shown}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Editor({ workspace, kept }: { workspace: string; kept: Output<'masking.get'> }) {
  const [rules, setRules] = useState<MaskingRules>({ personal: kept.personal, deny: kept.deny, allow: kept.allow });
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const named = (list: readonly ListEntry[]) => list.filter(({ pattern }) => pattern.trim() !== '');
  const asked: MaskingRules = { personal: rules.personal, deny: named(rules.deny), allow: named(rules.allow) };
  const unsaved = JSON.stringify(asked) !== JSON.stringify({ personal: kept.personal, deny: kept.deny, allow: kept.allow });
  const trying = useJob('masking.try', { workspace, ...asked });
  const save = async () => {
    setError(null);
    await call('masking.set', { workspace, ...asked, reason }).catch(setError);
  };
  return (
    <>
      <fieldset className="masking-list">
        <legend>{words.kinds}</legend>
        {personalKinds.map((kind) => (
          <Checkbox
            key={kind}
            mb={4}
            label={words.kind[kind]}
            checked={rules.personal.includes(kind)}
            onChange={(event) => setRules({ ...rules, personal: personalKinds.filter((one) => (one === kind ? event.currentTarget.checked : rules.personal.includes(one))) })}
          />
        ))}
      </fieldset>
      <p className="muted">{words.hint}</p>
      <List title={words.deny} add={words.addDeny} entries={rules.deny} onChange={(deny) => setRules({ ...rules, deny })} />
      <List title={words.allow} add={words.addAllow} entries={rules.allow} onChange={(allow) => setRules({ ...rules, allow })} />
      <TextInput my="xs" label={words.reason} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={2000} />
      <Group gap="xs" my="xs">
        <ActButton act="masking.try" variant="default" disabled={trying.running} onClick={() => void trying.start()}>
          {words.try}
        </ActButton>
        {trying.running && (
          <Button variant="subtle" onClick={trying.cancel}>
            {words.stop}
          </Button>
        )}
        <ActButton act="masking.set" disabled={!unsaved} onClick={() => void save()}>
          {words.save}
        </ActButton>
        {unsaved && <span className="caution">{words.unsaved}</span>}
      </Group>
      {trying.running && <p role="status">{words.reading(trying.state?.progress?.done ?? 0, trying.state?.progress?.total ?? null)}</p>}
      {trying.state?.result && <Tried answer={trying.state.result} />}
      {trying.state?.error && <ErrorBox error={trying.state.error} />}
      {error !== null && <ErrorBox error={error} />}
      <p className="muted">{`${words.rules(kept.number, kept.rules)} ${digestMeans}`}</p>
      {kept.keyKept === 'file' ? <p className="muted">{words.keyFile(kept.key)}</p> : <p className="caution">{words.keySession(kept.key, visibleText(kept.keyWhere))}</p>}
    </>
  );
}

export function MaskingPanel({ workspace }: { workspace: string }) {
  const kept = useCall('masking.get', { workspace });
  return (
    <section className="panel wide" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="muted">{words.lead}</p>
      <Loaded query={kept}>{(answer) => <Editor key={`${answer.number} ${answer.rules}`} workspace={workspace} kept={answer} />}</Loaded>
    </section>
  );
}
