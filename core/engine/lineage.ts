/** Nextflow's own questions: list, view, find, diff, render, answered as Nextflow answers them, and beyond where it fails. */
import type { EngineHandlers } from '../contract';
import { AuditError } from '../errors';
import { isDecided, lidsWith } from '../index/lids';
import { candidates } from '../index/queries/lineage-candidates';
import { historyLines } from '../index/queries/lineage-history';
import { currentVersions } from '../index/queries/objects';
import { diffText } from '../nextflow/diff';
import type { ExactValue } from '../nextflow/exact-json';
import { matches, mightMatch } from '../nextflow/find';
import { gsonText } from '../nextflow/gson';
import { byTime, listText } from '../nextflow/list';
import { maskedValue } from '../nextflow/masked';
import { type NextflowRecord, readNextflowRecord } from '../nextflow/model';
import { renderPage } from '../nextflow/page';
import { mermaidText, renderGraph } from '../nextflow/render';
import type { Term } from '../nextflow/term';
import { asksForOutputs, splitView, viewFragment, viewRecord } from '../nextflow/view';
import { isLid, keyOfLid, lidOfKey, lidScheme } from '../record/lid';
import type { EngineContext, OpenWorkspace } from './context';
import { keepLidsInTurns, lidsAtHand, mostObjects } from './lids';
import { isKnownKey, loadRecord, notFound, resolveText, vanishedNote } from './lineage-records';

type Names = 'lineage.list' | 'lineage.view' | 'lineage.find' | 'lineage.diff' | 'lineage.render' | 'lineage.resolve';

/** How many records are looked up in the index at once. */
const portion = 2000;
const decoder = new TextDecoder('utf-8');

export function lineageHandlers(context: EngineContext): Pick<EngineHandlers, Names> {
  return {
    'lineage.list': ({ workspace }) => list(context.open(workspace)),
    'lineage.view': ({ workspace, lid }) => view(context.open(workspace), lid),
    'lineage.find': ({ workspace, terms }) => ({ lids: find(context, context.open(workspace), terms) }),
    'lineage.diff': ({ workspace, left, right }) => {
      const open = context.open(workspace);
      const [a, b] = [side(open, left), side(open, right)];
      return { text: diffText(a, b), masked: diffText({ key: a.key, text: a.masked }, { key: b.key, text: b.masked }), same: a.text === b.text };
    },
    'lineage.render': ({ workspace, lid }) => render(context.open(workspace), lid),
    'lineage.resolve': ({ workspace, text }) => resolveText(context.open(workspace), text),
  };
}

function list(workspace: OpenWorkspace) {
  const lines = byTime(historyLines(workspace.db));
  return { text: listText(lines), runs: lines.map(({ time, name, session, lid }) => ({ time, name, session, lid })) };
}

function view(workspace: OpenWorkspace, typed: string) {
  const known = (key: string) => isKnownKey(workspace, key);
  const split = splitView(keyOfLid(typed), known);
  let { key, fragment } = split;
  const notes: (string | null)[] = [];
  if (!known(key)) {
    const hash = typed.indexOf('#');
    const { lid, how } = resolveRecord(workspace, hash < 0 ? typed : typed.slice(0, hash));
    if (how !== 'exact') notes.push(`${typed} was read as ${lid}.`);
    key = keyOfLid(lid);
    fragment = hash < 0 ? null : typed.slice(hash + 1) || null;
  }
  let record = present(workspace, key);
  notes.push(vanishedNote(workspace, key));
  const answer = (text: string, value: ExactValue, path: string[]) => {
    const { json, masked } = maskedValue(workspace.masker, value, path);
    return { text, lid: lidOfKey(key), value: json, secrets: masked, note: notes.filter((note) => note !== null).join(' ') || null };
  };
  if (fragment === null) return answer(viewRecord(record), record.whole, []);
  if (asksForOutputs(record, fragment)) {
    key = `${key}#output`;
    const outputs = loadRecord(workspace, key);
    if (outputs === null) {
      notes.push('There is no #output record: it was never written, as when a run is interrupted.');
      return answer('[]\n', [], []);
    }
    record = outputs;
  }
  const part = viewFragment(record, fragment);
  if (part !== null) return answer(part.text, part.value, fragment.split('.'));
  const whole = keyOfLid(typed);
  if (known(whole)) {
    key = whole;
    const named = present(workspace, whole);
    return answer(viewRecord(named), named.whole, []);
  }
  throw new AuditError('not-found', `${lidOfKey(key)} has no field "${fragment}". Its fields are: ${[...record.spec.keys()].join(', ')}.`);
}

/** The keys are shown as they are typed, as Nextflow does. */
function side(workspace: OpenWorkspace, typed: string): { key: string; text: string; masked: string } {
  const asTyped = isLid(typed) ? typed.slice(lidScheme.length) : typed;
  const key = isKnownKey(workspace, asTyped) ? asTyped : keyOfLid(resolveRecord(workspace, typed).lid);
  const { whole } = present(workspace, key);
  return { key, text: gsonText(whole), masked: gsonText(maskedValue(workspace.masker, whole).value) };
}

function render(workspace: OpenWorkspace, typed: string) {
  const start = resolveRecord(workspace, typed).lid;
  let secrets = 0;
  const graph = renderGraph(start, (lid) => {
    const record = loadAsNamed(workspace, lid);
    for (const drawn of ['params', 'input']) secrets += maskedValue(workspace.masker, record?.spec.get(drawn) ?? null).masked;
    return record;
  });
  return { mermaid: mermaidText(graph), html: renderPage(start, graph), nodes: graph.nodes.length, edges: graph.edges.length, secrets };
}

function find({ ports }: EngineContext, workspace: OpenWorkspace, terms: readonly Term[]): string[] {
  const { db } = workspace;
  const normal = terms.map(({ key, value }) => ({ key: key === 'label' ? 'labels' : key, value }));
  if (isDecided(normal, true)) {
    // The next process that is asked finds them there.
    if (ports.brief) keepLidsInTurns(workspace, mostObjects.question).whole();
    const columns = lidsAtHand(workspace);
    const lids = columns && lidsWith(columns, normal);
    if (lids !== null) return lids;
  }
  const { sure: found, unsure } = candidates(db, normal);
  const lids = new Map(unsure.map(({ id, lid }) => [id, lid]));
  const ids = [...lids.keys()];
  for (let at = 0; at < ids.length; at += portion) {
    for (const [node, version] of currentVersions(db, ids.slice(at, at + portion))) {
      const bytes = workspace.bytes(version);
      if (mightMatch(decoder.decode(bytes), normal) && matches(readNextflowRecord(bytes), normal)) found.push(lids.get(node) ?? '');
    }
  }
  return found.sort();
}

/** As a record names it: a LID that only we can read (`lid://lid:/…`) ends the walk here, as it does for Nextflow. */
function loadAsNamed(workspace: OpenWorkspace, lid: string): NextflowRecord | null {
  return loadRecord(workspace, lid.slice(lidScheme.length));
}

function resolveRecord(workspace: OpenWorkspace, text: string) {
  const found = resolveText(workspace, text);
  if (found.kind === 'External' || found.kind === 'Missing') throw notFound(workspace, text);
  return found;
}

function present(workspace: OpenWorkspace, key: string): NextflowRecord {
  const record = loadRecord(workspace, key);
  if (record === null) throw notFound(workspace, lidOfKey(key));
  return record;
}
