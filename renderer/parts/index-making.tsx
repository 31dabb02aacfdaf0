/** Told while pages wait because the index of a workspace is made from its evidence: what is done of it, that nothing is lost, and how to stop it or begin again. */
import { Button, Group } from '@mantine/core';
import { create } from 'zustand';
import type { EngineEvent } from '../../core/contract';
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

/** Takes what the engine tells. */
export function indexMaking({ workspace, progress, stopped }: Omit<Extract<EngineEvent, { type: 'index-making' }>, 'type'>): void {
  useMaking.setState(({ making, ...before }) => {
    const others = before.stopped.filter((one) => one !== workspace);
    if (progress === null) return { making: making?.workspace === workspace ? null : making, stopped: stopped ? [...others, workspace] : before.stopped };
    const goesOn = making?.workspace === workspace && making.progress.phase === progress.phase;
    return { making: { workspace, progress, startedAt: goesOn ? making.startedAt : Date.now() }, stopped: others };
  });
}

const begunAgain = (workspace: string) => useMaking.setState(({ stopped }) => ({ stopped: stopped.filter((one) => one !== workspace) }));

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
      <JobProgress label={said} progress={progress} startedAt={startedAt} onCancel={() => void call('workspaces.stopIndex', { workspace }).catch(ignored)} />
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
