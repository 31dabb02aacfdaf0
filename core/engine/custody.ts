/** Processing histories: a page of one, and the whole of one to a file. */
import type { EngineHandlers } from '../contract';
import type { Custody } from '../contract/custody';
import { AuditError } from '../errors';
import { historyCsv } from '../graph/custody/csv';
import { type History, historyInTurns, historyOf } from '../graph/custody/history';
import { type Cut, custodyPage } from '../graph/custody/page';
import { custodyTitle } from '../graph/custody/sentences';
import { custodyText } from '../graph/custody/text';
import { graphInTurns, graphOf } from '../graph/load';
import { pause } from '../pause';
import { splitName } from '../time/name';
import { asOfHead } from '../time/words';
import type { EngineContext, OpenWorkspace } from './context';
import { custodyBegun } from './custody/begin';
import { checkHistory } from './custody/check';
import { knownNode } from './graph';
import { refuseOutput } from './own-output';
import { prepared, toEnd } from './prepared';
import { writeBytes } from './write-out';

/** Steps that a text gives in full; outside files that it lists. */
const textLimits = { steps: 1000, outside: 5000 };
/** Steps that are made between two breaths. */
const portion = 200;

export function custodyHandlers(context: EngineContext): Pick<EngineHandlers, 'custody.begin' | 'custody.get' | 'custody.check' | 'custody.save'> {
  return {
    'custody.begin': ({ workspace: name, lid }) => {
      const workspace = context.open(name);
      return { title: custodyTitle, begun: workspace.masker.texts(custodyBegun(workspace, lid)) };
    },
    'custody.get': async ({ workspace: name, lid, ...cut }) => {
      const workspace = await prepared(
        () => context.open(name),
        (open) => findInTurns(open, lid),
      );
      return custodyOf(workspace, lid, cut);
    },
    'custody.check': (input, signal) => checkHistory(context, find(context.open(input.workspace), input.lid), input, signal),
    'custody.save': async function* ({ workspace: name, lid, form, out }, signal) {
      const workspace = context.open(name);
      refuseOutput(workspace, out);
      const history = find(workspace, lid);
      const stepCount = history.chain.steps.length;
      const parts: string[] = [];
      let guarded = 0;
      let steps = stepCount;
      if (form === 'csv') {
        const csv = historyCsv(history, workspace.name, workspace.masker);
        parts.push(csv.head);
        for (let at = 0; at < stepCount; at += portion) {
          yield* pause({ phase: 'writing steps', done: at, total: stepCount }, signal);
          for (let one = at; one < Math.min(at + portion, stepCount); one++) parts.push(csv.step(one));
        }
        parts.push(csv.rest());
        guarded = csv.csv.guarded();
      } else {
        steps = Math.min(stepCount, textLimits.steps);
        const page = workspace.masker.texts(custodyPage(workspace, history, { offset: 0, limit: steps, outsideOffset: 0, outsideLimit: textLimits.outside }));
        yield* pause({ phase: 'writing steps', done: steps, total: stepCount }, signal);
        const { at: asOf } = splitName(workspace.name);
        parts.push(...(asOf === null ? [] : [`${asOfHead(asOf)}\n\n`]), custodyText(page));
      }
      const subject = history.facts.rows.get(history.chain.start)?.lid ?? lid;
      const written = writeBytes({ ports: context.ports, workspace, out }, new TextEncoder().encode(parts.join('')), (file) => ({
        act: 'custody-saved',
        detail: { lid: subject, form, ...file, steps, stepCount, guarded },
      }));
      return { ...written, steps, stepCount, guarded };
    },
  };
}

/** At once. */
export function custodyOf(workspace: OpenWorkspace, lid: string, cut: Cut): Custody {
  return workspace.masker.texts(custodyPage(workspace, find(workspace, lid), cut));
}

function find(workspace: OpenWorkspace, lid: string): History {
  return historyOf(workspace, fileNode(workspace, lid));
}

function* findInTurns(workspace: OpenWorkspace, lid: string): Generator<void, void> {
  yield* toEnd(graphInTurns(workspace));
  yield* historyInTurns(workspace, fileNode(workspace, lid));
}

/** Throws `not-found`, and `bad-input` for what is no file. */
function fileNode(workspace: OpenWorkspace, lid: string): number {
  const node = knownNode(workspace, lid);
  const wrong: Partial<Record<typeof node.kind, string>> = {
    WorkflowRun: 'a run',
    TaskRun: 'a task',
    AgentRun: 'a task carried out by an agent',
    WorkflowOutput: 'the list of the outputs of a run',
    TaskOutput: 'the list of the outputs of a task',
  };
  const what = wrong[node.kind];
  if (what !== undefined)
    throw new AuditError('bad-input', `"${node.lid}" is ${what}, and a processing history is of one file. Name one of its files by its LID.`, { lid: node.lid });
  const graph = graphOf(workspace);
  if (node.kind === 'Missing' && graph.isRun[graph.at(node.id)] === 1)
    throw new AuditError('bad-input', `"${node.lid}" is a run without a record, and a processing history is of one file. Name one of its files by its LID.`, { lid: node.lid });
  return node.id;
}
