/** Which store a workspace is pinned to, in facts and in sentences. */
import type { EngineHandlers } from '../contract';
import { storeEvents } from '../index/queries/store-events';
import { identitySentences } from '../store/identity-words';
import type { EngineContext } from './context';

export function storeIdentityHandlers({ open }: EngineContext): Pick<EngineHandlers, 'store.identity'> {
  return {
    'store.identity': ({ workspace }) => {
      const { db } = open(workspace);
      const events = storeEvents(db);
      return { pin: events.at(-1) ?? null, events, sentences: identitySentences(events) };
    },
  };
}
