/** The overview of a workspace: its counts as charts with tables, the quality measures with the list behind each, and views for officers, incidents and debugging. */
import { Anchor, Tabs } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import type { Overview } from '../../../core/contract/overview';
import { behindBin } from '../../../core/overview/behind';
import { verdicts, verdictWords } from '../../../core/verify/verdict';
import { BadChecks } from '../../parts/bad-checks';
import { CoverageLine } from '../../parts/coverage-line';
import { Facts } from '../../parts/facts';
import { size } from '../../parts/format';
import { Loaded } from '../../parts/loaded';
import { NoRuns } from '../../parts/no-runs';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { overviewTabs, paths } from '../../routes';
import { overviewWords as words } from '../../words/overview';
import { Bars } from './bars';
import { DebugTab } from './debug-tab';
import { ExecutiveTab } from './executive-tab';
import { IncidentTab } from './incident-tab';
import { ListLink } from './list-link';
import { Measures } from './measures';
import './overview.css';

export function OverviewView({ workspace, tab }: { workspace: string; tab: string | undefined }) {
  const [, go] = useLocation();
  const chosen = overviewTabs.find((one) => one === tab) ?? 'overview';
  useOpened(workspace, 'overview.get', {});
  const query = useCall('overview.get', { workspace }, { fresh: true });
  return (
    <Page title={words.title}>
      <CoverageLine workspace={workspace} />
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
            <Tabs.Panel value="overview" tabIndex={0}>
              <Counts workspace={workspace} overview={overview} />
              <Measures workspace={workspace} measures={overview.measures} />
            </Tabs.Panel>
            <Tabs.Panel value="executive" tabIndex={0}>
              <ExecutiveTab workspace={workspace} overview={overview} />
            </Tabs.Panel>
            <Tabs.Panel value="incident" tabIndex={0}>
              <IncidentTab workspace={workspace} />
            </Tabs.Panel>
            <Tabs.Panel value="debug" tabIndex={0}>
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
      <section className="overview-card" aria-label={words.runs}>
        <h2>{words.runs}</h2>
        <p className="muted">
          {bins.length === 0 && runs.undated === 0 ? <NoRuns workspace={workspace} /> : words.runsHint(runs.unit)}{' '}
          {runs.undated > 0 && (
            <Anchor component={Link} inherit underline="always" href={paths.overviewList(workspace, { list: behindBin.runs, part: 'undated' })}>
              {words.undated(runs.undated)}
            </Anchor>
          )}
        </p>
        <div className="overview-scroll">
          <Bars
            label={words.runs}
            head={words.period}
            bars={bins.map(({ start, runs: value }) => ({
              name: start.slice(0, 16).replace('T', ' '),
              value,
              href: paths.overviewList(workspace, { list: behindBin.runs, part: start }),
            }))}
          />
        </div>
      </section>
      <section className="overview-card" aria-label={words.outputs}>
        <h2>{words.outputs}</h2>
        {outputs.total === 0 && <p className="muted">{words.noOutputs}</p>}
        <Bars
          label={words.outputs}
          head={words.state}
          of={outputs.total}
          bars={verdicts.flatMap((verdict) => {
            const value = outputs.byVerdict[verdict] ?? 0;
            return value === 0
              ? []
              : [{ name: verdictWords[verdict].short, sign: verdictWords[verdict].sign, value, href: paths.overviewList(workspace, { list: 'outputs', part: verdict }) }];
          })}
        />
      </section>
      <section className="overview-card" aria-label={words.findings}>
        <h2>{words.findings}</h2>
        <BadChecks workspace={workspace} />
        <p className="muted">{findings.byType.length === 0 ? words.noFindings : words.findingsHint(findings.open, findings.acknowledged)}</p>
        <Bars
          label={words.findings}
          head={words.kind}
          bars={findings.byType.map(({ type, words: name, grave, all }) => ({ name, value: all, sign: grave ? '!' : undefined, href: paths.findings(workspace, type) }))}
        />
      </section>
      <section className="overview-card" aria-label={words.labels}>
        <h2>{words.labels}</h2>
        <p className="muted">{labels.different === 0 ? words.noLabels : words.labelsMore(labels.first.length, labels.different)}</p>
        <Bars label={words.labels} head={words.labels} bars={labels.first.map(({ label, records }) => ({ name: label, value: records, href: paths.label(workspace, label) }))} />
      </section>
      <section className="overview-card" aria-label={words.storage}>
        <h2>{words.storage}</h2>
        <Facts
          label={words.storage}
          rows={[
            { name: words.keptEvidence, value: storage.evidenceBytes === null ? words.notOnDisk : size(storage.evidenceBytes) },
            { name: words.index, value: storage.indexBytes === null ? (storage.evidenceBytes === null ? words.notOnDisk : words.notWritten) : size(storage.indexBytes) },
            { name: words.contents, value: <ListLink workspace={workspace} behind={{ list: 'contents' }} n={storage.contents} rest={`, ${size(storage.contentBytes)}`} /> },
            ...storage.files.map(({ published, files, bytes, withoutSize }) => ({
              name: published ? words.publishedFiles : words.taskFiles,
              value: (
                <ListLink
                  workspace={workspace}
                  behind={{ list: 'storage', part: published ? 'published' : 'task' }}
                  n={files}
                  rest={`, ${size(bytes)}${withoutSize > 0 ? `; ${words.withoutSize(withoutSize)}` : ''}`}
                />
              ),
            })),
          ]}
        />
      </section>
    </div>
  );
}
