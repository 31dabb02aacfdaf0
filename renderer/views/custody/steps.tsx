/** The steps from the file back, a page of them at a time, and what lies further back folded by process. */
import { Button, Group } from '@mantine/core';
import type { Custody } from '../../../core/contract/custody';
import { weaknessWords } from '../../../core/graph/custody/weakness';
import { visibleText } from '../../parts/visible-text';
import { stepKindWords, custodyWords as words } from '../../words/custody';
import { StepLink } from './file-table';
import { useJump } from './jump';
import { Step } from './step';

function Folded({ page }: { page: Custody }) {
  const steps = page.folded.reduce((sum, group) => sum + group.steps, 0);
  return (
    <>
      <table className="custody-table">
        <caption>{words.folded(steps)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.process}</th>
            <th scope="col">{words.count}</th>
            <th scope="col">{words.first}</th>
            <th scope="col">{words.containers}</th>
            <th scope="col">{words.weakness}</th>
          </tr>
        </thead>
        <tbody>
          {page.folded.map((group) => (
            <tr key={`${group.step} ${group.process}`}>
              <td>{stepKindWords[group.step]}</td>
              <th scope="row">{visibleText(group.process)}</th>
              <td>{group.steps.toLocaleString('en-US')}</td>
              <td>
                <StepLink step={group.from} />
              </td>
              <td className="mono wrap-anywhere">{group.containers.map(visibleText).join(', ')}</td>
              <td>{group.weakness === null ? '' : weaknessWords[group.weakness].short}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {page.folded.length < page.foldedCount && <p className="muted">{words.foldedMore(page.folded.length, page.foldedCount)}</p>}
    </>
  );
}

export function Steps({ page, from, size }: { page: Custody; from: number; size: number }) {
  const jump = useJump();
  const last = from + page.steps.length;
  return (
    <section aria-label={words.steps} className="custody-section">
      <h2>{words.steps}</h2>
      {page.stepCount === 0 ? <p>{words.noSteps}</p> : <p className="muted">{words.range(from + 1, last, page.stepCount)}</p>}
      <ol className="custody-steps" start={from + 1}>
        {page.steps.map((step) => (
          <Step key={step.number} step={step} />
        ))}
      </ol>
      {page.stepCount > page.steps.length && (
        <Group gap="xs" my="sm">
          <Button variant="default" disabled={from === 0} onClick={() => jump(Math.max(1, from + 1 - size))}>
            {words.earlier}
          </Button>
          <Button variant="default" disabled={last >= page.stepCount} onClick={() => jump(last + 1)}>
            {words.later}
          </Button>
        </Group>
      )}
      {page.folded.length > 0 && <Folded page={page} />}
    </section>
  );
}
