/** A workspace as of an instant: what its ledger held by then, in an index of its own; what is looked at is journalled now, with the instant. */
import type { Progress } from '../contract/shared';
import type { AsOf } from '../contract/time';
import { base64Of } from '../engine/base64';
import type { WorkspaceInside } from '../engine/open-workspace';
import { AuditError } from '../errors';
import { isBefore } from '../evidence/frame';
import type { Journal } from '../evidence/journal';
import type { LogState } from '../evidence/log-state';
import { parseCheckpoint } from '../evidence/tree/checkpoint';
import type { Ports } from '../ports';
import { type KnownSync, type Moments, momentAt } from './moments';
import { nameAsOf } from './name';
import { pastWorkspace, replayTo } from './past-workspace';
import { asOfWords, notInThePast } from './words';

export interface PastWorkspace extends WorkspaceInside {
  readonly asOf: Omit<AsOf, 'knownNow' | 'sentence'>;
}

const beginning = { segment: 1, offset: 0 };

/** To be closed by the caller. */
export async function* openAsOf(ports: Ports, inside: WorkspaceInside, moments: Moments, at: string, signal: AbortSignal): AsyncGenerator<Progress, PastWorkspace> {
  const ms = Date.parse(at);
  const moment = momentAt(moments, ms);
  const end = moment?.end ?? beginning;
  const index = yield* replayTo(inside, end, moment?.leaves ?? 0, 'what was known then', signal);

  function* events(onBad: Parameters<Journal['events']>[0], from?: Parameters<Journal['events']>[1]): ReturnType<Journal['events']> {
    for (const one of inside.journalLog.events(onBad, from)) {
      if (Date.parse(one.event.at) > ms) return;
      yield one;
    }
  }
  const refusal = () => new AuditError('not-supported', notInThePast(at, 'nothing can be kept in what is past'));
  const refuse = (): never => {
    throw refusal();
  };
  const log = logThen(inside, index.log(), moments, moment?.leaves ?? 0);
  const workspace = pastWorkspace(ports, inside, {
    name: nameAsOf(inside.name, at),
    index,
    log,
    events,
    journal: (act, detail) => inside.journal(act, { ...detail, asOf: at }),
    refusal,
  });
  return {
    ...workspace,
    readOnly: inside.readOnly,
    asOf: { at, workspace: inside.name, known: moment?.leaves ?? 0, ...syncsAround(moments.syncs, ms), clockWentBack: moments.wentBack },
    journalLog: { events, append: refuse, head: inside.journalLog.head, close: () => undefined },
    ledger: {
      *scan(from, onBad) {
        for (const batch of inside.ledger.scan(from, onBad)) {
          if (isBefore(end, batch.end)) return;
          yield batch;
        }
      },
    },
    log: {
      isBehind: () => false,
      fault: () => null,
      newest: () => (log.last === null ? null : inside.log.numbered(log.last.number)),
      numbered: inside.log.numbered,
      state: () => log,
    },
    checkpoint: refuse,
    writing: refuse,
    saveSettings: refuse,
    refresh: () => false,
    replay: refuse,
    compareIndex: refuse,
    compareImage: refuse,
    damage: () => inside.damage(),
    imageWasBroken: false,
    *pagesAhead() {},
    imageHadOtherKey: false,
    discardIndex: () => undefined,
    discardAhead: () => undefined,
    close: () => index.close(),
  };
}

/** How it stands now, in words. */
export function describeAsOf({ asOf }: PastWorkspace, moments: Moments): AsOf {
  const said = { ...asOf, ...syncsAround(moments.syncs, Date.parse(asOf.at)), clockWentBack: moments.wentBack, knownNow: moments.leaves };
  return { ...said, sentence: asOfWords(said) };
}

function syncsAround(syncs: readonly KnownSync[], ms: number): Pick<AsOf, 'syncBefore' | 'syncAfter' | 'syncUnderWay' | 'firstSync'> {
  const span = (one: KnownSync | undefined) => (one === undefined ? null : { sync: one.sync, startedAt: one.startedAt, finishedAt: one.finishedAt });
  const ended = syncs.filter(({ finishedAt }) => finishedAt !== null);
  const underWay = syncs.findLast((one) => Date.parse(one.startedAt) <= ms && one.ms > ms);
  const isNewest = underWay !== undefined && !ended.some((one) => one.sync > underWay.sync && one.ms <= ms);
  return {
    syncBefore: span(ended.findLast((one) => one.ms <= ms)),
    syncAfter: span(ended.find((one) => one.ms > ms)),
    syncUnderWay: isNewest ? underWay.sync : null,
    firstSync: span(ended[0]),
  };
}

/** With the newest checkpoint that was signed by then. */
function logThen(inside: WorkspaceInside, state: LogState, { checkpoints }: Moments, leaves: number): LogState {
  const newest = checkpoints.findLast(({ size }) => size <= leaves);
  const note = newest === undefined ? null : inside.log.numbered(newest.number);
  const signed = note === null ? null : parseCheckpoint(note);
  if (newest === undefined || signed === null || signed.size !== newest.size) return state;
  const heads = state.heads.filter(({ size }) => size > newest.size);
  return { ...state, heads, last: { number: newest.number, size: newest.size, root: base64Of(signed.root), at: newest.at } };
}
