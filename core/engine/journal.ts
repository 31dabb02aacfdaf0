/** The journal: read, written out, what of a record was done here; and the name that an auditor gives. */
import { type EngineHandlers, engineContract, type Output, type Parsed } from '../contract';
import type { JournalFilter, JournalState } from '../contract/journal';
import { toErrorData } from '../errors';
import { sha256Of } from '../evidence/mirror';
import { csvLines } from '../journal/csv';
import { keepName, nameGiven } from '../journal/name-given';
import { countBy, entryOf, selectRows, sortRows } from '../journal/select';
import type { JournalTable } from '../journal/table';
import { pause } from '../pause';
import type { EngineContext } from './context';
import type { Shown } from './journal/shown';
import type { WorkspaceInside } from './open-workspace';
import { refuseOutput } from './own-output';
import type { Workspaces } from './workspaces';
import { writeBytes } from './write-out';

type Names = 'journal.list' | 'journal.about' | 'journal.opened' | 'journal.export' | 'name.get' | 'name.set';

/** Lines that are made between two breaths. */
const portion = 2000;

export function journalHandlers({ ports }: EngineContext, workspaces: Workspaces, shown: Shown): Pick<EngineHandlers, Names> {
  return {
    'journal.list': (input) => list(workspaces.inside(input.workspace), input),
    'journal.about': ({ workspace, subject, limit }) => {
      const inside = workspaces.inside(workspace);
      const found = selectRows(inside.journalTable().rows, { subject });
      return {
        events: found
          .slice(-limit)
          .reverse()
          .map((row) => entryOf(inside.masker, row)),
        total: found.length,
      };
    },
    'journal.opened': ({ workspace, page, input }) => {
      if (page !== 'journal.list') {
        const parsed = engineContract[page].input.safeParse({ ...input, workspace });
        return { written: parsed.success && shown.again(workspace, page, parsed.data) };
      }
      shown.write(workspace, { act: 'journal-opened', detail: {} });
      return { written: true };
    },
    'journal.export': async function* ({ workspace: name, form, out, ...filter }, signal) {
      const workspace = workspaces.inside(name);
      if (out !== undefined) refuseOutput(workspace, out);
      const table = workspace.journalTable();
      const rows = selectRows(table.rows, filter);
      const csv = csvLines(ports, workspace.name, workspace.masker);
      const parts: string[] = form === 'csv' ? [csv.head] : [];
      for (let at = 0; at < rows.length; at += portion) {
        yield* pause({ phase: 'writing lines', done: at, total: rows.length }, signal);
        for (const row of rows.slice(at, at + portion)) parts.push(form === 'csv' ? csv.line(row) : `${row.line}\n`);
      }
      const bytes = new TextEncoder().encode(parts.join(''));
      const detail = { form, filter: namedOnly(filter), lines: rows.length, from: rows[0]?.seq ?? null, to: rows.at(-1)?.seq ?? null, bytes: bytes.length };
      const told = (path: string | null, sha256: string) => ({ act: 'journal-exported' as const, detail: { ...detail, path, sha256 } });
      const sha256 = sha256Of(ports, bytes);
      if (out === undefined) workspace.journal('journal-exported', told(null, sha256).detail);
      else writeBytes({ ports, workspace, out }, bytes, () => told(out, sha256));
      return {
        path: out ?? null,
        text: out === undefined ? parts.join('') : null,
        bytes: bytes.length,
        sha256,
        lines: rows.length,
        whole: rows.length === table.rows.length && table.damage === null,
        guarded: csv.guarded(),
      };
    },
    'name.get': () => ({ account: ports.who.user, name: nameGiven(ports) }),
    'name.set': ({ name }) => {
      const account = ports.who.user;
      const was = nameGiven(ports);
      if (was === name) return { account, name, notTold: [] };
      const notTold: string[] = [];
      // Written first, in the name that was: a name that no journal tells of is never in use.
      for (const workspace of workspaces.names()) {
        try {
          workspaces.inside(workspace).journal('name-given-set', { account, was, now: name });
        } catch (error) {
          notTold.push(`${workspace}: ${toErrorData(error).message}`);
        }
      }
      keepName(ports, name);
      return { account, name, notTold };
    },
  };
}

function list(workspace: WorkspaceInside, { sort, descending, offset, limit, workspace: _, ...filter }: Parsed<'journal.list'>): Output<'journal.list'> {
  const table = workspace.journalTable();
  const { rows, damage } = table;
  const found = selectRows(rows, filter);
  return {
    events: sortRows(found, sort, descending)
      .slice(offset, offset + limit)
      .map((row) => entryOf(workspace.masker, row)),
    total: found.length,
    state: stateOf(workspace, table),
    facets: { acts: countBy(rows, 'act'), who: countBy(rows, 'who'), surfaces: countBy(rows, 'surface') },
    ...(damage === null ? {} : { damage }),
  };
}

/** Where leaves lie behind the newest checkpoint that name a line, it is not known here which line the checkpoint itself names. */
function stateOf(workspace: WorkspaceInside, { rows, chained }: JournalTable): JournalState {
  workspace.log.isBehind(); // reads the checkpoints that the saved index does not know yet
  const { last, heads, journalSeq } = workspace.log.state();
  const attested = last !== null && heads.every(({ size }) => size <= last.size) ? journalSeq : null;
  return { lines: rows.length, chained, attested, attestedAt: attested === null ? null : (last?.at ?? null) };
}

function namedOnly(filter: JournalFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
