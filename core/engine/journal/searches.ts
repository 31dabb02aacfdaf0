/** Questions that are typed: the one that was settled on is written down, not every key; a page that says nothing hides none. */
import type { EngineEvent } from '../../contract';
import { toErrorData } from '../../errors';
import type { Told } from '../../journal/acts';
import type { Ports } from '../../ports';

export interface Asked {
  workspace: string;
  text: string;
  hits: number;
  groups: Record<string, number>;
}

/** Milliseconds after the last key, and after the first, when a question is written that nobody settled on. */
const quiet = 3000;
const longest = 10_000;

export interface Searches {
  /** An answer to what is being typed. Writes the question before it, unless this one goes on from it. */
  typed(asked: Asked): void;
  /** A person waited for this answer, or opened it: on the disk when this returns. */
  settled(asked: Asked): void;
  /** Writes what is not written yet. */
  flush(): void;
}

/** A question grows and shrinks while it is typed: of those that begin alike the longest and the last are kept, as they ask for different things. */
export function createSearches(ports: Ports, write: (workspace: string, told: Told) => void, emit: (event: EngineEvent) => void): Searches {
  let pending: { longest: Asked; last: Asked; since: number } | null = null;
  let timer: unknown;
  /** Written in this session: asked again by the page itself, as after a sync, they are no new question. */
  const known = new Set<string>();

  const put = (asked: Asked) => {
    const { workspace, text, hits, groups } = asked;
    write(workspace, { act: 'searched', detail: { text, hits, groups } });
    known.add(idOf(asked));
  };
  const flush = () => {
    clearTimeout(timer);
    const was = pending;
    pending = null;
    if (was === null) return;
    if (was.longest.text !== was.last.text && !known.has(idOf(was.longest))) put(was.longest);
    if (!known.has(idOf(was.last))) put(was.last);
  };
  const later = () => {
    try {
      flush();
    } catch (error) {
      emit({ type: 'not-journalled', workspace: '', message: `A search could not be written into the journal: ${toErrorData(error).message}` });
    }
  };

  return {
    flush,
    typed(asked) {
      if (known.has(idOf(asked))) return;
      const now = ports.clock.ticks();
      if (pending !== null && (!goesOn(pending.last, asked) || now - pending.since > longest)) flush();
      pending =
        pending === null
          ? { longest: asked, last: asked, since: now }
          : { ...pending, last: asked, longest: asked.text.length > pending.longest.text.length ? asked : pending.longest };
      clearTimeout(timer);
      timer = setTimeout(later, quiet);
    },
    settled(asked) {
      if (pending !== null && pending.longest.workspace === asked.workspace && asked.text.startsWith(pending.longest.text)) pending = null;
      else if (pending !== null && idOf(pending.last) === idOf(asked)) pending = { ...pending, last: pending.longest };
      flush();
      put(asked);
    },
  };
}

function goesOn(before: Asked, after: Asked): boolean {
  return before.workspace === after.workspace && (after.text.startsWith(before.text) || before.text.startsWith(after.text));
}

const idOf = ({ workspace, text }: Asked) => `${workspace} ${text}`;
