/** What this program is and the three steps to begin with, each with how far it is. */
import { Anchor, Button, Group } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Workspace } from '../../../core/contract/workspaces';
import { paths } from '../../routes';
import { welcomeWords as words } from '../../words/welcome';
import './welcome.css';

interface FirstStepsProps {
  workspaces: readonly Workspace[];
  onAdd?: () => void;
  onOpenBundle?: () => void;
  onDismiss?: () => void;
}

function Step({ number, title, done, hint, children }: { number: number; title: string; done: boolean; hint: string; children: ReactNode }) {
  return (
    <li className="first-step" data-done={done || undefined}>
      <h3>
        <span className="first-step-number" aria-hidden="true">
          {number}
        </span>
        {title}
        {done && (
          <span className="first-step-done">
            <IconCircleCheck size={15} aria-hidden="true" /> {words.done}
          </span>
        )}
      </h3>
      <p>{hint}</p>
      <Group gap="sm">{children}</Group>
    </li>
  );
}

export function FirstSteps({ workspaces, onAdd, onOpenBundle, onDismiss }: FirstStepsProps) {
  const demo = workspaces.find((one) => one.demo);
  const synced = workspaces.find((one) => one.lastSync !== null);
  const next = workspaces.find((one) => one.lastSync === null);
  return (
    <section className="panel first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{words.title}</h2>
      <p>
        {words.what} {workspaces.length === 0 && <strong>{words.none}</strong>}
      </p>
      <ol>
        <Step number={1} title={words.steps.add(demo !== undefined)} done={workspaces.length > 0} hint={words.addHint}>
          {onAdd && <Button onClick={onAdd}>{words.add}</Button>}
          {onOpenBundle && (
            <Button variant="default" onClick={onOpenBundle}>
              {words.bundle}
            </Button>
          )}
          {!onAdd && (
            <Anchor component={Link} href={paths.workspaces()}>
              {words.add}
            </Anchor>
          )}
          {demo && (
            <Anchor component={Link} href={paths.runs(demo.name)}>
              {words.demo}
            </Anchor>
          )}
        </Step>
        <Step number={2} title={words.steps.sync} done={synced !== undefined} hint={words.syncHint}>
          {next && (
            <Anchor component={Link} href={paths.workspace(next.name)}>
              {words.toStore(next.name)}
            </Anchor>
          )}
        </Step>
        <Step number={3} title={words.steps.look} done={false} hint={words.lookHint}>
          {synced && (
            <>
              <Anchor component={Link} href={paths.runs(synced.name)}>
                {words.runs}
              </Anchor>
              <Anchor component={Link} href={paths.checks(synced.name)}>
                {words.checks}
              </Anchor>
              <span className="muted">{words.report}</span>
            </>
          )}
        </Step>
      </ol>
      {onDismiss && (
        <Button variant="subtle" size="compact-xs" onClick={onDismiss}>
          {words.dismiss}
        </Button>
      )}
    </section>
  );
}
