/** Why is this file different? What differs upstream, ranked, against an earlier run; with the rule, and with what the records cannot show. */
import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { CauseAnswer } from '../../../core/contract/cause';
import { CoverageLine } from '../../parts/coverage-line';
import { ErrorBox } from '../../parts/error-box';
import { Facts } from '../../parts/facts';
import { shortLid } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { JobProgress } from '../../parts/job-progress';
import { LidLink } from '../../parts/lid-link';
import { SafeText } from '../../parts/masked';
import { Page } from '../../parts/page';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { causeWords as words } from '../../words/cause';
import { custodyWords } from '../../words/custody';
import '../compare/compare.css';
import { PartingPicture } from '../compare/parting-picture';
import './cause.css';
import { CauseList } from './cause-list';
import { ChooseRun } from './choose-run';
import { EarlierRuns } from './earlier-runs';

interface Props {
  workspace: string;
  lid: string;
  against: string | null;
}

export function CauseView({ workspace, lid, against }: Props) {
  const [, go] = useLocation();
  const [answer, setAnswer] = useState<CauseAnswer | null>(null);
  const job = useJob('cause.find', { workspace, lid, ...(against !== null && { against }) });
  const { state } = job;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew for each file and each run to compare with
  useEffect(() => {
    let isShown = true;
    void job.start().then((result) => isShown && result !== null && setAnswer(result));
    return () => {
      isShown = false;
    };
  }, [workspace, lid, against]);
  const name = answer === null ? shortLid(lid) : (answer.file.title ?? answer.file.name);
  return (
    <Page
      title={words.title(name)}
      breadcrumbs={[
        { title: words.crumb, href: paths.runs(workspace) },
        ...(answer === null ? [] : [{ title: answer.run.name ?? shortLid(answer.run.lid), href: paths.run(workspace, answer.run.lid) }]),
        { title: name, href: paths.record(workspace, lid) },
      ]}
      actions={answer && <ChooseRun workspace={workspace} file={answer.file.lid} run={answer.run.lid} against={answer.against?.lid ?? null} byHand={against !== null} />}
    >
      <div className="compare cause">
        <CoverageLine workspace={workspace} />
        {job.running && state && answer === null && (
          <JobProgress label={words.searching} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />
        )}
        {state?.status === 'failed' && !job.running && <ErrorBox error={state.error} onRetry={() => void job.start().then(setAnswer)} />}
        {answer && <Answer workspace={workspace} answer={answer} onChoose={(run) => go(paths.cause(workspace, lid, run))} />}
      </div>
    </Page>
  );
}

function Answer({ workspace, answer, onChoose }: { workspace: string; answer: CauseAnswer; onChoose: (run: string) => void }) {
  const { file, run, against, other } = answer;
  return (
    <>
      <section className="panel" aria-label={words.conclusion}>
        <h2>{words.conclusion}</h2>
        <ul className="compare-conclusion">
          {answer.conclusion.map((sentence) => (
            <li key={sentence}>
              <SafeText text={sentence} />
            </li>
          ))}
        </ul>
        <Text c="var(--text-muted)">{words.never}</Text>
        <Facts
          rows={[
            { name: words.file, value: <LidLink lid={file.lid} title={file.name} /> },
            { name: words.run, value: <RunFacts run={run} /> },
            { name: words.against, value: against === null ? words.none : <RunFacts run={against} /> },
            ...(other === null ? [] : [{ name: words.other, value: <LidLink lid={other.lid} title={other.title} /> }]),
          ]}
        />
        {against === null && file.lid.startsWith('lid://') && (
          <div className="cause-links">
            <Button component={Link} href={paths.record(workspace, file.lid, 'custody')} variant="default" size="compact-sm">
              {custodyWords.open}
            </Button>
          </div>
        )}
        {against && other && (
          <div className="cause-links">
            <Button component={Link} href={paths.compare(workspace, against.lid, run.lid)} variant="default" size="compact-sm">
              {words.compare}
            </Button>
            <Button component={Link} href={paths.compare(workspace, other.lid, file.lid)} variant="default" size="compact-sm">
              {words.compareFiles}
            </Button>
          </div>
        )}
      </section>
      {against && (
        <>
          <section className="panel" aria-label={words.causes(answer.total)}>
            <h2>{words.causes(answer.total)}</h2>
            {answer.causes.length < answer.total && <Text c="var(--text-muted)">{words.cut(answer.causes.length, answer.total)}</Text>}
            <CauseList causes={answer.causes} />
            <Rule title={words.rankRule} lines={answer.rankRule} />
          </section>
          <section className="panel" aria-label={words.parting}>
            <h2>{words.parting}</h2>
            {answer.partings.length === 0 && <Text c="var(--text-muted)">{words.partingNone}</Text>}
            <ul className="differences">
              {answer.partings.map(({ name, left, right, distance }) => (
                <li key={`${left} ${right}`}>
                  <LidLink lid={right ?? left ?? ''} title={name} /> <span className="muted">{words.distance(distance)}</span>
                </li>
              ))}
              {answer.partings.length < answer.partingCount && <li>{words.more(answer.partingCount - answer.partings.length)}</li>}
            </ul>
            {answer.drawing && <PartingPicture drawing={answer.drawing} workspace={workspace} />}
          </section>
          <section className="panel" aria-label={words.notShown}>
            <h2>{words.notShown}</h2>
            <ul className="differences">
              {answer.notShown.map((sentence) => (
                <li key={sentence}>{visibleText(sentence)}</li>
              ))}
            </ul>
          </section>
        </>
      )}
      <section className="panel" aria-label={words.earlierTable}>
        <h2>{words.earlier(answer.earlierCount)}</h2>
        {answer.earlier.length < answer.earlierCount && <Text c="var(--text-muted)">{words.earlierCut(answer.earlier.length, answer.earlierCount)}</Text>}
        <EarlierRuns rows={answer.earlier} taken={against?.lid ?? null} onChoose={onChoose} />
        <Rule title={words.choiceRule} lines={answer.choiceRule} />
      </section>
    </>
  );
}

function RunFacts({ run: { lid, name, start, commit, revision } }: { run: CauseAnswer['run'] }) {
  return (
    <>
      <LidLink lid={lid} title={name ?? shortLid(lid)} kind="WorkflowRun" />
      {', '}
      {words.started} {start === null ? words.notRecorded : <Instant value={start} />}
      {', '}
      {words.commit} <span className="mono">{visibleText(commit ?? words.notRecorded)}</span> {revision && visibleText(`(${revision})`)}
    </>
  );
}

function Rule({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <details className="cause-rule">
      <summary>{title}</summary>
      <ol>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </details>
  );
}
