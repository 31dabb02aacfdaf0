/** What was shown in this session: written into the journal before the first answer that shows it, and again when a person opens it again. */
import type { EngineEvent, EngineName, Output, Parsed } from '../../contract';
import { AuditError } from '../../errors';
import { findNode } from '../../index/queries/nodes';
import { currentRecordSha } from '../../index/queries/versions';
import type { Told } from '../../journal/acts';
import { callActs, type Facts } from '../../journal/calls';
import type { Ports } from '../../ports';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';

/** More than any session opens; past it all is forgotten, and written once more when it is shown again. */
const mostKnown = 50_000;

export interface Shown {
  /** Called with every answer before it is given. Throws where the journal refuses: the answer is then not given. */
  answered<N extends EngineName>(name: N, input: Parsed<N>, answer: Output<N>): void;
  /** A person opened a page again; false where this session has not shown it yet, so that its content will write itself down. */
  again(workspace: string, page: EngineName, input: unknown): boolean;
  write(workspace: string, told: Told): void;
  close(): void;
}

export function createShown(ports: Ports, open: (workspace: string) => OpenWorkspace, emit: (event: EngineEvent) => void): Shown {
  const known = new Set<string>();
  const newest = new Map<string, Told>();
  let inWindow: string | null = null;

  const factsOf = (workspace: OpenWorkspace): Facts => ({
    sha256: (lid) => currentRecordSha(workspace.db, lid),
    kind: (lid) => findNode(workspace.db, lid)?.kind ?? 'Unknown',
    lid: (text) => findNode(workspace.db, text)?.lid ?? lidOfKey(keyOfLid(text)),
    window: ports.who.surface === 'window',
  });

  const write = (name: string, told: Told) => {
    if (told.act === 'workspace-opened') enter(name);
    try {
      open(name).journal(told.act, told.detail as never);
    } catch (error) {
      if (!nothingCanBeWritten(name, error)) throw error;
      emit({ type: 'not-journalled', workspace: name, message: notWrittenWords(name) });
    }
  };
  /** One workspace at a time is open in the window: opening another closes it. */
  const enter = (name: string | null) => {
    const before = inWindow;
    inWindow = name;
    if (before === null || before === name) return;
    try {
      write(before, { act: 'workspace-closed', detail: {} });
    } catch (error) {
      // Locked or retired since: that was its end, and no journal is there to write into.
      if (!(error instanceof AuditError && (error.code === 'not-found' || error.code === 'sealed'))) throw error;
    }
  };

  return {
    write,
    answered(name, input, answer) {
      const entry = callActs[name];
      if (!('shows' in entry)) return;
      const { workspace } = input as { workspace: string };
      const told = entry.shows(input, answer, factsOf(open(workspace)));
      if (told === null) return;
      const id = `${workspace} ${told.act} ${entry.key?.(input) ?? JSON.stringify(told.detail)}`;
      if (!known.has(id)) write(workspace, told);
      if (known.size > mostKnown) {
        known.clear();
        newest.clear();
      }
      known.add(id);
      newest.set(pageKey(name, input), told);
    },
    again(workspace, page, input) {
      const told = newest.get(pageKey(page, input));
      if (told === undefined) return false;
      write(workspace, told);
      return true;
    },
    close() {
      try {
        enter(null);
      } catch {
        // The program ends all the same: what was opened stands in the journal, its end does not.
      }
    },
  };
}

function pageKey(name: EngineName, input: unknown): string {
  const members = Object.entries(input as object).filter(([, value]) => value !== undefined);
  return `${name} ${JSON.stringify(members.sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}

/**
 * A read-only medium, such as an inspector's copy: not even the journal's lock can be made. Reading goes on there, and is told. A journal
 * alone that refuses, in a workspace that can be written, stops reading as well.
 */
function nothingCanBeWritten(workspace: string, error: unknown): boolean {
  if (!(error instanceof AuditError) || error.code !== 'disk') return false;
  const { path, systemCode } = (error.data ?? {}) as { path?: unknown; systemCode?: unknown };
  return path === `${workspace}/journal.lock` && ['EROFS', 'EACCES', 'EPERM'].includes(String(systemCode));
}

function notWrittenWords(workspace: string): string {
  return `The workspace "${workspace}" lies where nothing can be written: what is opened here is not written into its journal.`;
}
