/** The few views as of an instant that are open at a time, in memory alone: nothing of them is on the disk, so a kill leaves nothing behind. */
import type { Progress } from '../contract/shared';
import type { WorkspaceInside } from '../engine/open-workspace';
import { AuditError } from '../errors';
import { nowOf } from '../now';
import { pause } from '../pause';
import type { Ports } from '../ports';
import { utc } from '../report/words';
import { openAsOf, type PastWorkspace } from './as-of';
import { type Moments, noMoments, readMoments } from './moments';
import { splitName } from './name';

/** Each is a whole index in memory. */
const mostOpen = 3;
/** Milliseconds after which one that nobody asks is dropped, when another is opened. */
const idle = 30 * 60_000;

export interface Held {
  view: PastWorkspace;
  /** It may be dropped again. */
  release(): void;
}

export interface PastViews {
  /** Throws `not-found` where it is not open: callers hold it first. */
  get(name: string): PastWorkspace;
  /** Opens it, if it is not, and keeps it open until released. */
  hold(name: string, signal: AbortSignal): AsyncGenerator<Progress, Held>;
  moments(inside: WorkspaceInside, signal: AbortSignal): AsyncGenerator<Progress, Moments>;
  /** All views of a workspace. */
  drop(workspace: string): void;
  close(): void;
}

interface Open {
  view: PastWorkspace;
  holders: number;
  /** By `clock.ticks`. */
  asked: number;
}

/** One opening, whoever waits for it. */
interface Opening {
  progress: Progress;
  view: Promise<PastWorkspace>;
  waiting: number;
  stop: AbortController;
}

export function createPastViews(ports: Ports, inside: (workspace: string) => WorkspaceInside): PastViews {
  const open = new Map<string, Open>();
  const opening = new Map<string, Opening>();
  const read = new WeakMap<WorkspaceInside, Moments>();

  const dropOld = () => {
    const free = [...open].filter(([, one]) => one.holders === 0).sort(([, a], [, b]) => a.asked - b.asked);
    for (const [name, { view, asked }] of free) {
      if (open.size < mostOpen && ports.clock.ticks() - asked < idle) continue;
      open.delete(name);
      view.close();
    }
  };
  async function* moments(workspace: WorkspaceInside, signal: AbortSignal): AsyncGenerator<Progress, Moments> {
    const known = read.get(workspace) ?? noMoments();
    read.set(workspace, known);
    // Two that read at the same time take turns at one and the same reading: each batch is read once.
    for (const done of readMoments(workspace.ledger, known)) yield* pause({ phase: 'reading the ledger', done, total: null }, signal);
    return known;
  }
  async function* make(name: string, signal: AbortSignal): AsyncGenerator<Progress, PastWorkspace> {
    const { workspace, at } = splitName(name);
    const now = inside(workspace);
    if (at === null || new Date(Date.parse(at)).toISOString() !== at) throw new AuditError('bad-input', `"${name}" names no instant. Write one as ${workspace}@${nowOf(ports)}.`);
    const known = yield* moments(now, signal);
    if (Date.parse(at) > Math.max(ports.clock.now().ms, known.list.at(-1)?.ms ?? 0))
      throw new AuditError('bad-input', `${utc(at)} is later than now by this computer's clock: nothing is known of it yet.`);
    return yield* openAsOf(ports, now, known, at, signal);
  }
  const begin = (name: string): Opening => {
    const stop = new AbortController();
    const one: Opening = { progress: { phase: 'reading the ledger', done: 0, total: null }, waiting: 0, stop, view: Promise.reject(new Error('not begun')) };
    one.view.catch(() => undefined);
    one.view = (async () => {
      const steps = make(name, stop.signal);
      for (;;) {
        const step = await steps.next();
        if (!step.done) {
          one.progress = step.value;
          continue;
        }
        dropOld();
        open.set(name, { view: step.value, holders: 0, asked: ports.clock.ticks() });
        return step.value;
      }
    })().finally(() => opening.get(name) === one && opening.delete(name));
    one.view.catch(() => undefined);
    opening.set(name, one);
    return one;
  };
  const take = (name: string): Held | null => {
    const found = open.get(name);
    if (found === undefined) return null;
    found.holders++;
    found.asked = ports.clock.ticks();
    let held = true;
    return {
      view: found.view,
      release() {
        if (held) found.holders--;
        held = false;
      },
    };
  };

  return {
    moments,
    get(name) {
      const found = open.get(name);
      if (found === undefined) throw new AuditError('not-found', `The view "${name}" is not open any more. Open it again.`);
      return found.view;
    },
    async *hold(name, signal) {
      for (;;) {
        const held = take(name);
        if (held !== null) {
          // The workspace may have been removed, or another put in its place, since the view was made.
          try {
            inside(splitName(name).workspace);
            if (open.has(name)) return held;
          } catch (error) {
            held.release();
            throw error;
          }
          held.release();
        }
        const one = opening.get(name) ?? begin(name);
        one.waiting++;
        try {
          const done = one.view.then(
            () => true,
            () => true,
          );
          while (!(await Promise.race([done, soon()]))) {
            signal.throwIfAborted();
            yield one.progress;
          }
          await one.view;
        } finally {
          if (--one.waiting === 0) {
            one.stop.abort();
            if (opening.get(name) === one) opening.delete(name); // whoever asks next begins anew
          }
        }
      }
    },
    drop(workspace) {
      for (const [name, one] of opening) if (splitName(name).workspace === workspace) one.stop.abort();
      for (const [name, { view }] of open) {
        if (splitName(name).workspace !== workspace) continue;
        open.delete(name);
        view.close();
      }
    },
    close() {
      for (const one of opening.values()) one.stop.abort();
      for (const { view } of open.values()) view.close();
      open.clear();
    },
  };
}

function soon(): Promise<false> {
  return new Promise((resolve) => void setTimeout(() => resolve(false), 50));
}
