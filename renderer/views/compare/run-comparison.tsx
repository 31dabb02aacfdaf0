/** Two runs side by side: the conclusion first, then where they part, outputs, parameters, code and tasks. */
import { Checkbox, Group, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RunComparison as Answer, IgnoreRule } from '../../../core/contract/compare';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { JobProgress } from '../../parts/job-progress';
import { LidLink } from '../../parts/lid-link';
import { SafeText } from '../../parts/masked';
import { forgetWorkspace } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { compareWords as words } from '../../words/compare';
import { Differences } from './differences';
import { IgnoreRules } from './ignore-rules';
import { MoreRows, mostRows } from './more-rows';
import { PartingPicture } from './parting-picture';
import { RunVerdictBadge } from './status-badge';
import { FactsTable, OutputsTable, TasksTable } from './tables';

/** Of tasks where the two part as well. */
const mostNames = 20;

interface RunComparisonProps {
  workspace: string;
  left: string;
  right: string;
  onAnswer: (answer: Answer) => void;
}

/** Whether reading the files would tell no more. */
const allByContent = ({ total, byContent, onlyLeft, onlyRight }: Answer['counts']) => total > 0 && byContent + onlyLeft + onlyRight >= total;

export function RunComparison({ workspace, left, right, onAnswer }: RunComparisonProps) {
  const queries = useQueryClient();
  const [rules, setRules] = useState<IgnoreRule[]>([]);
  const [work, setWork] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const take = (result: Answer | null) => {
    if (result === null) return;
    setAnswer(result);
    onAnswer(result);
  };
  const input = { workspace, left, right, ignore: rules, most: mostRows };
  const known = useJob('compare.runs', input);
  const hashing = useJob('compare.runs', { ...input, verify: true, work });
  const job = hashing.running ? hashing : known;
  const { state } = job;
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared anew for each pair and each change of the rules
  useEffect(() => {
    let isShown = true;
    void known.start().then((result) => isShown && take(result));
    return () => {
      isShown = false;
    };
  }, [workspace, left, right, rules]);
  const hashBoth = async () => {
    const result = await hashing.start();
    take(result);
    await forgetWorkspace(queries, workspace);
  };
  const isHashed = answer !== null && (answer.hashed || allByContent(answer.counts));
  const failed = [hashing, known].find((one) => one.state?.status === 'failed');
  return (
    <div className="compare">
      {job.running && state ? (
        <JobProgress label={words.comparing} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />
      ) : (
        <Group gap="md">
          <ActButton
            act="compare.runs"
            given={{ verify: true }}
            variant={isHashed ? 'default' : 'filled'}
            leftSection={<IconFingerprint size={15} aria-hidden="true" />}
            title={words.hashBothTip}
            onClick={() => void hashBoth()}
          >
            {words.hashBoth(isHashed)}
          </ActButton>
          <Checkbox label={words.withWork} title={words.withWorkTip} checked={work} onChange={(event) => setWork(event.currentTarget.checked)} />
          {answer && (
            <Text c="var(--text-muted)" role="status">
              {answer.stopped ? words.stopped : answer.hashed ? words.hashedAt : words.fromHand} <Instant value={answer.at} />
            </Text>
          )}
        </Group>
      )}
      {failed && !job.running && <ErrorBox error={failed.state?.error} onRetry={() => void (failed === hashing ? hashBoth() : known.start().then(take))} />}
      {answer && <AnswerPanels workspace={workspace} answer={answer} rules={rules} onRules={setRules} />}
    </div>
  );
}

function AnswerPanels({ workspace, answer, rules, onRules }: { workspace: string; answer: Answer; rules: readonly IgnoreRule[]; onRules: (rules: IgnoreRule[]) => void }) {
  const { firstDivergence: first, code } = answer;
  const asked = { workspace, left: answer.left.lid, right: answer.right.lid, ignore: answer.ignore };
  return (
    <>
      <section className="panel" aria-label={words.conclusion}>
        <h2>
          <RunVerdictBadge answer={answer} />
        </h2>
        <ul className="compare-conclusion">
          {answer.conclusion.map((sentence) => (
            <li key={sentence}>
              <SafeText text={sentence} />
            </li>
          ))}
        </ul>
        <Facts
          rows={[
            { name: words.first, value: <LidLink lid={answer.left.lid} title={answer.left.title} kind="WorkflowRun" /> },
            { name: words.second, value: <LidLink lid={answer.right.lid} title={answer.right.title} kind="WorkflowRun" /> },
          ]}
        />
      </section>
      <section className="panel" aria-label={words.parts}>
        <h2>{words.parts}</h2>
        {first === null ? (
          <Text c="var(--text-muted)">{answer.taskCounts.order !== undefined ? words.partsOrder : words.partsNone}</Text>
        ) : (
          <>
            <strong>{visibleText(first.task)}</strong> {first.left && <LidLink lid={first.left} />} {first.right && <LidLink lid={first.right} />}
            <Differences differs={first.differs} of={first.task} />
            {first.also.length > 0 && (
              <Text>
                {words.also(first.also.length)} {first.also.slice(0, mostNames).map(visibleText).join(', ')}
                {first.also.length > mostNames && ', …'}
              </Text>
            )}
          </>
        )}
        {answer.drawing && answer.verdict !== 'same-run' && <PartingPicture drawing={answer.drawing} workspace={workspace} />}
        {answer.notes.length > 0 && (
          <>
            <h2>{words.notes}</h2>
            <ul className="differences">
              {answer.notes.map((note) => (
                <li key={note}>{visibleText(note)}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section className="panel" aria-label={words.outputs}>
        <h2>{words.outputs}</h2>
        <MoreRows key={answer.at} asked={asked} of="outputs" first={answer.outputs} total={answer.outputCount} pick={({ outputs }) => outputs}>
          {(outputs) => <OutputsTable outputs={outputs} />}
        </MoreRows>
      </section>
      <IgnoreRules rules={rules} onRules={onRules} />
      <section className="panel" aria-label={words.params}>
        <h2>{words.params}</h2>
        <FactsTable label={words.params} noun={words.paramNoun} facts={answer.params} />
      </section>
      <section className="panel" aria-label={words.code}>
        <h2>{words.code}</h2>
        <Text>{code.same === null ? words.codeUnknown : code.same ? words.codeSame : words.codeDiffers}</Text>
        <FactsTable label={words.code} noun={words.codeNoun} facts={code.facts} />
      </section>
      <section className="panel" aria-label={words.environment}>
        <h2>{words.environment}</h2>
        <FactsTable label={words.environment} noun={words.environmentNoun} facts={answer.environment} />
      </section>
      <section className="panel" aria-label={words.tasks}>
        <h2>{words.tasks}</h2>
        <MoreRows key={answer.at} asked={asked} of="tasks" first={answer.tasks} total={answer.taskCount} pick={({ tasks }) => tasks}>
          {(tasks) => <TasksTable tasks={tasks} />}
        </MoreRows>
      </section>
    </>
  );
}
