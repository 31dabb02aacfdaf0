/** Told while pages wait because the index of a workspace is made from its evidence: what is done of it, that nothing is lost, and how to stop it or begin again. */
import { Button, Group } from '@mantine/core';
import { create } from 'zustand';
import type { Progress } from '../../core/contract/shared';
import { call } from '../client';
import { indexWords } from '../words/parts';
import { JobProgress } from './job-progress';
import { visibleText } from './visible-text';

interface Making {
  workspace: string;
  progress: Progress;
  /** Of its phase, milliseconds since 1970. */
  startedAt: number;
}

const useMaking = create<{ making: Making | null; stopped: readonly string[] }>(() => ({ making: null, stopped: [] }));

/** `progress` null: it is made. */
export function indexMaking(workspace: string, progress: Progress | null): void {
  const { making, stopped } = useMaking.getState();
  if (progress === null) return useMaking.setState({ making: making?.workspace === workspace ? null : making });
  if (stopped.includes(workspace)) useMaking.setState({ stopped: stopped.filter((one) => one !== workspace) });
  const goesOn = making?.workspace === workspace && making.progress.phase === progress.phase;
  useMaking.setState({ making: { workspace, progress, startedAt: goesOn ? making.startedAt : Date.now() } });
}

const begunAgain = (workspace: string) => useMaking.setState(({ stopped }) => ({ stopped: stopped.filter((one) => one !== workspace) }));

async function stop(workspace: string): Promise<void> {
  const { stopped } = await call('workspaces.stopIndex', { workspace });
  if (stopped) useMaking.setState((now) => ({ stopped: [...new Set([...now.stopped, workspace])] }));
}

async function makeAgain(workspace: string): Promise<void> {
  begunAgain(workspace);
  await call('workspaces.makeIndex', { workspace });
}

export function IndexMakingLine() {
  const { making, stopped } = useMaking();
  return (
    <>
      {making !== null && <MakingLine key={making.workspace} {...making} />}
      {stopped.map((workspace) => (
        <StoppedLine key={workspace} workspace={workspace} />
      ))}
    </>
  );
}

function MakingLine({ workspace, progress, startedAt }: Making) {
  const said = indexWords.making(visibleText(workspace));
  return (
    <section className="caution" aria-label={said} style={{ margin: '8px 16px' }}>
      <p style={{ margin: '0 0 4px' }}>{said}</p>
      <JobProgress label={said} progress={progress} startedAt={startedAt} onCancel={() => void stop(workspace).catch(ignored)} />
    </section>
  );
}

function StoppedLine({ workspace }: { workspace: string }) {
  const said = indexWords.stopped(visibleText(workspace));
  return (
    <section className="caution" aria-label={said} style={{ margin: '8px 16px' }}>
      <Group gap="sm" wrap="nowrap">
        <p style={{ margin: 0, flex: 1 }}>{said}</p>
        <Button variant="default" onClick={() => void makeAgain(workspace).catch(ignored)}>
          {indexWords.make}
        </Button>
      </Group>
    </section>
  );
}

/** The pages of the workspace ask the same and tell why it fails. */
const ignored = () => undefined;
