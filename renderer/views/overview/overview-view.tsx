/** The overview of a workspace: its counts as charts with tables, the quality measures with the list behind each, and views for officers, incidents and debugging. */
import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Measure, Overview } from '../../../core/contract/overview';
import { measureTarget, measureValue } from '../../../core/overview/words';
import { verdicts, verdictWords } from '../../../core/verify/verdict';
import { type Column, DataTable } from '../../parts/data-table';
import { Facts } from '../../parts/facts';
import { count, size } from '../../parts/format';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { overviewTabs, paths } from '../../routes';
import { overviewWords as words } from '../../words/overview';
import { Bars } from './bars';
import { DebugTab } from './debug-tab';
import { ExecutiveTab } from './executive-tab';
import { IncidentTab } from './incident-tab';
import { ListBehind } from './list-behind';
import './overview.css';

const columns: readonly Column<Measure>[] = [
  { id: 'name', title: words.measure, value: (one) => one.name, width: 200 },
  { id: 'value', title: words.value, value: (one) => measureValue(one), width: 110, align: 'right' },
  {
    id: 'counted',
    title: words.counts,
    value: (one) => (one.numerator === null ? count(one.denominator ?? 0) : `${count(one.numerator)} / ${count(one.denominator ?? 0)}`),
    width: 130,
    align: 'right',
  },
  { id: 'target', title: words.target, value: (one) => measureTarget(one), width: 120 },
  { id: 'met', title: words.state, value: (one) => words.met[`${one.met}`], width: 120 },
  { id: 'formula', title: words.formula, value: (one) => one.why ?? one.formula, width: 300, grow: 2 },
];

export function OverviewView({ workspace, tab }: { workspace: string; tab: string | undefined }) {
  const [, go] = useLocation();
  const chosen = overviewTabs.find((one) => one === tab) ?? 'overview';
  useOpened(workspace, 'overview.get', {});
  const query = useCall('overview.get', { workspace }, { fresh: true });
  return (
    <Page title={words.title}>
      <Loaded query={query}>
        {({ overview }) => (
          <Tabs
            value={chosen}
            onChange={(next) =>
              go(
                paths.overview(
                  workspace,
                  overviewTabs.find((one) => one === next),
                ),
              )
            }
            keepMounted={false}
          >
            <Tabs.List aria-label={words.views} mb="sm">
              {overviewTabs.map((one) => (
                <Tabs.Tab key={one} value={one}>
                  {words.tabs[one]}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="overview">
              <Counts workspace={workspace} overview={overview} />
              <Measures workspace={workspace} measures={overview.measures} />
            </Tabs.Panel>
            <Tabs.Panel value="executive">
              <ExecutiveTab workspace={workspace} overview={overview} />
            </Tabs.Panel>
            <Tabs.Panel value="incident">
              <IncidentTab workspace={workspace} />
            </Tabs.Panel>
            <Tabs.Panel value="debug">
              <DebugTab workspace={workspace} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Loaded>
    </Page>
  );
}

function Counts({ workspace, overview }: { workspace: string; overview: Overview }) {
  const { runs, outputs, findings, labels, storage } = overview;
  const bins = runs.bins.filter((bin) => bin.runs > 0);
  return (
    <div className="overview-grid">
      <section className="overview-card">
        <h2>{words.runs}</h2>
        <p className="muted">
          {words.runsHint(runs.unit)} {runs.undated > 0 && words.undated(runs.undated)}
        </p>
        <div className="overview-scroll">
          <Bars
            label={words.runs}
            head={words.period}
            bars={bins.map(({ start, runs: value }) => ({ name: start.slice(0, 16).replace('T', ' '), value, href: paths.runs(workspace) }))}
          />
        </div>
      </section>
      <section className="overview-card">
        <h2>{words.outputs}</h2>
        <Bars
          label={words.outputs}
          head={words.state}
          of={outputs.total}
          bars={verdicts.flatMap((verdict) => {
            const value = outputs.byVerdict[verdict] ?? 0;
            return value === 0 ? [] : [{ name: verdictWords[verdict].short, sign: verdictWords[verdict].sign, value, href: paths.checks(workspace) }];
          })}
        />
      </section>
      <section className="overview-card">
        <h2>{words.findings}</h2>
        <p className="muted">{findings.byType.length === 0 ? words.noFindings : words.findingsHint(findings.open, findings.acknowledged)}</p>
        <Bars
          label={words.findings}
          head={words.kind}
          bars={findings.byType.map(({ type, words: name, grave, all }) => ({ name, value: all, sign: grave ? '!' : undefined, href: paths.findings(workspace, type) }))}
        />
      </section>
      <section className="overview-card">
        <h2>{words.labels}</h2>
        <p className="muted">{labels.different === 0 ? words.noLabels : words.labelsMore(labels.first.length, labels.different)}</p>
        <Bars label={words.labels} head={words.labels} bars={labels.first.map(({ label, records }) => ({ name: label, value: records, href: paths.label(workspace, label) }))} />
      </section>
      <section className="overview-card">
        <h2>{words.storage}</h2>
        <Facts
          label={words.storage}
          rows={[
            { name: words.keptEvidence, value: storage.evidenceBytes === null ? words.notOnDisk : size(storage.evidenceBytes) },
            { name: words.index, value: storage.indexBytes === null ? words.notOnDisk : size(storage.indexBytes) },
            { name: words.contents, value: `${count(storage.contents)}, ${size(storage.contentBytes)}` },
            ...storage.files.map(({ published, files, bytes }) => ({ name: published ? words.publishedFiles : words.taskFiles, value: `${count(files)}, ${size(bytes)}` })),
          ]}
        />
      </section>
    </div>
  );
}

function Measures({ workspace, measures }: { workspace: string; measures: readonly Measure[] }) {
  const [id, setId] = useState<Measure['id'] | null>(null);
  const chosen = measures.find((one) => one.id === id);
  return (
    <>
      <h2>{words.measures}</h2>
      <p className="muted">{words.measuresHint}</p>
      <DataTable
        label={words.measures}
        noun={words.measureNoun}
        rows={measures}
        columns={columns}
        rowKey={(one) => one.id}
        onOpen={(one) => setId(one.id)}
        onSelect={(one) => setId(one.id)}
        maxHeight={460}
      />
      {chosen && (
        <div className="overview-card" aria-live="polite">
          <h2>
            {chosen.name}: {measureValue(chosen)}
          </h2>
          <Facts
            rows={[
              { name: words.formula, value: chosen.formula },
              { name: words.counts, value: [chosen.numeratorWords, chosen.denominatorWords].filter((text) => text !== '').join(' ÷ ') },
              ...(chosen.why === null ? [] : [{ name: words.why, value: chosen.why }]),
              ...chosen.notes.map((note) => ({ name: words.detail, value: note })),
              { name: words.not, value: chosen.not },
            ]}
          />
          <ListBehind key={chosen.id} workspace={workspace} list={chosen.id} title={chosen.list} />
        </div>
      )}
    </>
  );
}
