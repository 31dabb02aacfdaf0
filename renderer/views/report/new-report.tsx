/** The beginning of a report: of what kind, and of what. */
import { Anchor, Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { type ReportAbout, type ReportKind, reportAbout, reportKinds } from '../../../core/contract/reports';
import { call } from '../../client';
import { DayField, isDay } from '../../parts/day-field';
import { ErrorBox } from '../../parts/error-box';
import { paths } from '../../routes';
import { reportKindWords, reportsWords as words } from '../../words/report';
import { RunSelect } from './run-select';

interface Typed {
  run: string | null;
  second: string | null;
  /** The LID of a file, or the text of a data subject. */
  text: string;
  from: string;
  to: string;
}
const nothing: Typed = { run: null, second: null, text: '', from: '', to: '' };
const dayMs = 86_400_000;

/** What was typed as a report, a file by its LID; null where something is missing. */
async function aboutOf(workspace: string, kind: ReportKind, { run, second, text, from, to }: Typed): Promise<ReportAbout | null> {
  const end = Date.parse(`${to}T00:00:00Z`) + dayMs;
  const made: Record<Exclude<ReportKind, 'impact' | 'file'>, object> = {
    run: { run },
    environment: { run },
    comparison: { left: run, right: second },
    subject: { text: text.trim() },
    findings: Number.isNaN(end) ? {} : { from: `${from}T00:00:00Z`, to: new Date(end).toISOString() },
  };
  if (kind === 'impact') return null;
  if (kind === 'comparison' && run !== null && run === second) throw new Error(words.same);
  if (kind === 'findings' && from !== '' && to !== '' && to < from) throw new Error(words.period);
  if (kind === 'file') {
    if (text.trim() === '') return null;
    const found = await call('lineage.resolve', { workspace, text: text.trim() });
    if (found.kind !== 'FileOutput' && found.kind !== 'External') throw new Error(words.fileNeeded(found.kind));
    return { kind, lid: found.lid };
  }
  return reportAbout.safeParse({ kind, ...made[kind] }).data ?? null;
}

export function NewReport({ workspace }: { workspace: string }) {
  const [, go] = useLocation();
  const [kind, setKind] = useState<ReportKind>('run');
  const [typed, setTyped] = useState(nothing);
  const [failed, setFailed] = useState<unknown>(null);
  const set = (part: Partial<Typed>) => {
    setTyped({ ...typed, ...part });
    setFailed(null);
  };
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const about = await aboutOf(workspace, kind, typed);
      if (about !== null) go(paths.report(workspace, about));
    } catch (error) {
      setFailed(error);
    }
  };
  const isReady = {
    run: typed.run !== null,
    environment: typed.run !== null,
    comparison: typed.run !== null && typed.second !== null,
    file: typed.text.trim() !== '',
    subject: typed.text.trim().length > 1,
    findings: isDay(typed.from) && isDay(typed.to),
    impact: false,
  }[kind];
  return (
    <section className="panel" aria-label={words.newTitle}>
      <h2>{words.newTitle}</h2>
      <form onSubmit={(event) => void begin(event)}>
        <Group align="flex-end" gap="sm">
          <NativeSelect
            label={words.kind}
            data={reportKinds.map((one) => ({ value: one, label: reportKindWords[one].name }))}
            value={kind}
            onChange={(event) => {
              setKind(reportKinds.find((one) => one === event.currentTarget.value) ?? 'run');
              setTyped(nothing);
              setFailed(null);
            }}
          />
          <Subject workspace={workspace} kind={kind} typed={typed} set={set} />
          {kind !== 'impact' && (
            <Button type="submit" disabled={!isReady}>
              {words.begin}
            </Button>
          )}
        </Group>
      </form>
      <p className="muted">{reportKindWords[kind].says}</p>
      {failed !== null && <ErrorBox error={failed} />}
    </section>
  );
}

function Subject({ workspace, kind, typed, set }: { workspace: string; kind: ReportKind; typed: Typed; set: (part: Partial<Typed>) => void }) {
  switch (kind) {
    case 'run':
    case 'environment':
      return <RunSelect workspace={workspace} label={words.run} value={typed.run} onChange={(run) => set({ run })} />;
    case 'comparison':
      return (
        <>
          <RunSelect workspace={workspace} label={words.first} value={typed.run} onChange={(run) => set({ run })} />
          <RunSelect workspace={workspace} label={words.second} value={typed.second} onChange={(second) => set({ second })} />
        </>
      );
    case 'file':
      return (
        <TextInput
          className="report-asked"
          label={words.file}
          placeholder={words.fileHint}
          maxLength={4096}
          value={typed.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
      );
    case 'subject':
      return (
        <TextInput
          className="report-asked"
          label={words.subjectText}
          placeholder={words.subjectHint}
          maxLength={200}
          value={typed.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
      );
    case 'findings':
      return (
        <>
          <DayField label={words.from} value={typed.from} onChange={(from) => set({ from })} />
          <DayField label={words.to} value={typed.to} onChange={(to) => set({ to })} />
        </>
      );
    case 'impact':
      return (
        <Text>
          {words.impact}{' '}
          <Anchor component={Link} href={paths.impact(workspace)}>
            {words.toImpact}
          </Anchor>
        </Text>
      );
  }
}
