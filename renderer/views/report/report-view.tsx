/** A report before it is saved: how it is asked for beside what it will say, made anew with each change; what is saved is asked for in the same way. */

import { Group, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ReportAbout } from '../../../core/contract/reports';
import { BusyButton } from '../../parts/busy-button';
import { JobProgress } from '../../parts/job-progress';
import { Loaded } from '../../parts/loaded';
import { OpenedHere } from '../../parts/opened-here';
import { useDebounced } from '../../parts/use-debounced';
import { useOpened } from '../../parts/use-opened';
import { WitnessLine } from '../../parts/witness-line';
import { reportWords } from '../../words/report';
import './report.css';
import { type AskedSettings, settingsOf } from './chosen';
import { useKeptChosen } from './kept-chosen';
import { SavePdf } from './save-pdf';
import { SettingsPanel } from './settings-panel';
import { Sheets } from './sheets';
import { usePreview } from './use-preview';

/** Milliseconds that the settings stand still before the report is asked for again. */
const settle = 400;

/** Rows of a table that the engine hands over; a report may have tens of thousands. */
const shownRows = 100;

/** The record that a report is of, where it is of one. */
function subjectOf(about: ReportAbout): string | null {
  if ('run' in about) return about.run;
  return 'lid' in about ? about.lid : null;
}

/** Drawn anew (by a key) for another subject. */
export function ReportView({ workspace, about }: { workspace: string; about: ReportAbout }) {
  const [chosen, setChosen] = useKeptChosen(workspace, about);
  const [saving, setSaving] = useState(false);
  const wanted = JSON.stringify(settingsOf(chosen));
  const asked = useDebounced(wanted, settle);
  const settings = useMemo(() => JSON.parse(asked) as AskedSettings, [asked]);
  const { query, making, stopped, stop } = usePreview({ workspace, about, settings, rows: shownRows });
  useOpened(workspace, 'report.preview', { about });
  const busy = query.isFetching || asked !== wanted;
  const subject = subjectOf(about);
  return (
    <div className="report">
      <Group gap="sm" align="center" className="report-bar">
        <SavePdf workspace={workspace} about={about} settings={settings} outline={busy ? null : (query.data?.outline ?? null)} onRunning={setSaving} />
        <BusyButton variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          {reportWords.refresh}
        </BusyButton>
        <Text c="var(--text-muted)" role="status">
          {stopped ? reportWords.previewStopped : busy ? (query.data === undefined ? reportWords.loading : reportWords.renewed) : reportWords.preview}
        </Text>
      </Group>
      <WitnessLine workspace={workspace} />
      <div className="report-columns">
        <SettingsPanel workspace={workspace} about={about} chosen={chosen} onChosen={setChosen} disabled={saving} />
        <div>
          {making !== null && <JobProgress label={reportWords.loading} progress={making.progress} startedAt={making.startedAt} onCancel={stop} />}
          {/* There all the time: what comes into being with its answer would draw all sheets in one turn. */}
          <Loaded query={query} meanwhile={stopped || making !== null ? null : undefined}>
            {({ outline }) => <Sheets outline={outline} busy={busy} />}
          </Loaded>
          {subject !== null && <OpenedHere workspace={workspace} subject={subject} />}
        </div>
      </div>
    </div>
  );
}
