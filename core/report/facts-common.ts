/** What every report tells of the workspace it was made from, whatever it is of. */
import { atRestWords } from '../at-rest/words';
import type { SyncResult } from '../contract/workspaces';
import type { OpenWorkspace } from '../engine/context';
import { coverageIn } from '../engine/coverage';
import { importedWords, importOf } from '../engine/kept-bundle';
import { checkpointWords, signerWords, witnessWords } from '../evidence/log-summary';
import { storeEvents } from '../index/queries/store-events';
import { syncResults } from '../index/queries/syncs';
import { isAct, acts as knownActs } from '../journal/acts';
import { sayAct, sayOnOneLine } from '../journal/words';
import { identitySentences } from '../store/identity-words';
import { storeText } from '../store/location';
import type { Order } from './section-order';

export interface JournalAct {
  seq: number;
  at: string;
  who: string;
  /** In words. */
  act: string;
  detail: string;
}

export interface CommonFacts {
  workspace: {
    name: string;
    store: string;
    remote: boolean;
    lastSync: SyncResult | null;
    demo: boolean;
    /** In sentences. */
    identity: string[];
    imported: string | null;
    /** What is not known where not the whole store was synced, in sentences. */
    coverage: string | null;
    /** Contents that the maker of an imported bundle left out. */
    leftOut: number;
  };
  /** In words, as shown elsewhere: how far what is kept is witnessed, the newest checkpoint over it, and how the keys that sign are kept. */
  log: { witness: string; checkpoint: string; keys: string[]; atRest: string };
  acts: JournalAct[];
  /** The sections as chosen. */
  order: Order;
}

const actsShown = 25;

/** `about`: LIDs and paths; acts that name one of them stand in the extract of the journal, and acts on the whole workspace. */
export function commonFacts(workspace: OpenWorkspace, about: readonly string[], order: Order): CommonFacts {
  const { name, db, settings } = workspace;
  const log = workspace.logSummary();
  return {
    workspace: {
      name,
      store: storeText(settings.store),
      remote: settings.store.type === 's3',
      lastSync: syncResults(db)[0] ?? null,
      demo: settings.demo,
      identity: identitySentences(storeEvents(db)),
      imported: importedWords(workspace),
      coverage: coverageIn(workspace).sentence,
      leftOut: importOf(workspace)?.leftOut ?? 0,
    },
    log: { witness: witnessWords(log), checkpoint: checkpointWords(log), keys: signerWords(log), atRest: atRestWords(workspace.encrypted) },
    acts: actsOn(workspace, about),
    order,
  };
}

/**
 * Newest first. Reports, and looks at what is recorded, are left out: the same facts make the same report, however often they
 * were looked at.
 */
function actsOn(workspace: OpenWorkspace, about: readonly string[]): JournalAct[] {
  const marks = about.map((text) => JSON.stringify(text).slice(1, -1));
  const acts: JournalAct[] = [];
  for (const { event } of workspace.journalLog.events(() => undefined)) {
    const { act, detail } = event;
    const whole = /^(workspace-added|sync|path-maps-|torn-)/.test(act) || detail.all === true;
    if (act.startsWith('report') || act.startsWith('journal-') || (isAct(act) && knownActs[act].kind === 'look')) continue;
    if (!whole) {
      const text = JSON.stringify(detail);
      if (!marks.some((mark) => text.includes(mark))) continue;
    }
    const said = sayAct(workspace.masker, act, detail);
    acts.push({ seq: event.seq, at: event.at, who: event.who, act: said.title, detail: sayOnOneLine(said) });
    if (acts.length > actsShown) acts.shift();
  }
  return acts.reverse();
}
