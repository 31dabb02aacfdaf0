/** Tells the engine that a person opened a page: it knows whether its content writes itself into the journal, or was shown before. */
import { useLayoutEffect } from 'react';
import type { Input } from '../../core/contract';
import { call } from '../client';
import { notJournalled } from './not-journalled';

/**
 * Once each time the view opens on this input, never when its content is fetched again. In a layout effect, which comes before the
 * questions of the same view: so a first opening is written once, by the answer. `workspace` null: not opened yet.
 */
export function useOpened(workspace: string | null, page: Input<'journal.opened'>['page'], input: object): void {
  const asked = JSON.stringify(input);
  useLayoutEffect(() => {
    if (workspace === null) return;
    call('journal.opened', { workspace, page, input: JSON.parse(asked) }).catch((error: Error) => notJournalled(error.message));
  }, [workspace, page, asked]);
}
