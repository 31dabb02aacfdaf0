/** Told while pages wait because the index of a workspace is made from its evidence: what is done of it, and that nothing is lost. */
import { create } from 'zustand';
import type { Progress } from '../../core/contract/shared';
import { indexWords } from '../words/parts';
import { JobProgress } from './job-progress';
import { visibleText } from './visible-text';

interface Making {
  workspace: string;
  progress: Progress;
  /** Of its phase, milliseconds since 1970. */
  startedAt: number;
}

const useMaking = create<{ making: Making | null }>(() => ({ making: null }));

/** `progress` null: it is made. */
export function indexMaking(workspace: string, progress: Progress | null): void {
  const { making } = useMaking.getState();
  if (progress === null) return useMaking.setState({ making: null });
  const goesOn = making?.workspace === workspace && making.progress.phase === progress.phase;
  useMaking.setState({ making: { workspace, progress, startedAt: goesOn ? making.startedAt : Date.now() } });
}

export function IndexMakingLine() {
  const { making } = useMaking();
  if (making === null) return null;
  const said = indexWords.making(visibleText(making.workspace));
  return (
    <section className="caution" aria-label={said} style={{ margin: '8px 16px' }}>
      <p style={{ margin: '0 0 4px' }}>{said}</p>
      <JobProgress label={said} progress={making.progress} startedAt={making.startedAt} />
    </section>
  );
}
