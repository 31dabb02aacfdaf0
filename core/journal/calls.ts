/** Every call of the engine: which act it is, or why it is none. A call that is not here does not compile, and a test fails. */
import type { EngineName, Output, Parsed } from '../contract';
import { thingOf } from '../graph/things';
import type { ActName, Told } from './acts';

/** What the tellers below may look up. */
export interface Facts {
  /** SHA-256 of the record's bytes as last seen. */
  sha256(lid: string): string | null;
  kind(lid: string): string;
  /** The whole LID of what was typed. */
  lid(text: string): string;
  window: boolean;
}

/**
 * by: its handler writes these acts itself, with what only it knows.
 * shows: it answers with something a person may see: written when it is first shown in a session, and again when a person opens it again.
 * none: no act, because …
 */
type CallActs<N extends EngineName> =
  | { by: readonly [ActName, ...ActName[]] }
  | { shows: (input: Parsed<N>, answer: Output<N>, facts: Facts) => Told | null; key?: (input: Parsed<N>) => string }
  | { none: string };

const part = (lid: string, facts: Facts, what: Extract<Told, { act: 'record-opened' }>['detail']['part'], sha256 = facts.sha256(lid)): Told => ({
  act: 'record-opened',
  detail: { lid, kind: facts.kind(lid), sha256, part: what },
});

const previewed: Extract<CallActs<'report.outline'>, { shows: unknown }> = {
  shows: ({ about }, { outline: { id, kind, subject, draft } }, { lid }) => ({
    act: 'report-previewed',
    detail: { kind, subject, ...(about.kind === 'run' || about.kind === 'environment' ? { run: lid(about.run) } : {}), id, draft },
  }),
  // An outline made anew behind the page has another number; nobody opened it.
  key: ({ about }) => JSON.stringify(about),
};

export const callActs: { readonly [N in EngineName]: CallActs<N> } = {
  'workspaces.list': { none: 'the list of workspaces: what is opened from it is an act' },
  'workspaces.get': { shows: (_, __, { window }) => (window ? { act: 'workspace-opened', detail: {} } : null) },
  'workspaces.stopIndex': { none: 'a cache is made no further: no evidence changes by it' },
  'workspaces.makeIndex': { none: 'a cache is made from the evidence' },
  'workspaces.add': { by: ['workspace-added'] },
  'workspaces.setMaps': { by: ['path-maps-set'] },
  'workspaces.tryMaps': { none: 'a rehearsal of a setting: it counts files that are there, and changes nothing' },
  'workspaces.testStore': { none: 'asked before there is a workspace, so before there is a journal' },
  'workspaces.atRest': { none: 'a list of what is locked or retired' },
  'workspaces.unlock': { none: 'what is opened in the unlocked workspace is an act; a wrong passphrase opens no journal to write into' },
  'workspaces.lock': { none: 'forgets the key of a workspace; from the window it is written as closed' },
  'workspaces.changePassphrase': { by: ['passphrase-changed'] },
  'workspaces.encrypt': { by: ['workspace-encrypted', 'workspace-not-encrypted'] },
  'workspaces.retire': { by: ['workspace-retired', 'workspace-not-retired'] },
  'certificates.check': { none: 'checks a file against its signature; it is of no workspace' },
  'sync.run': { by: ['sync', 'sync-stopped', 'sync-failed', 'store-refused'] },
  'store.identity': { none: 'which store this is, shown on the page of the workspace' },
  'watch.get': { none: 'a setting, shown on the page of the workspace' },
  'watch.set': { by: ['watch-set'] },
  'watch.list': { none: 'which workspaces have a schedule' },
  'notices.list': { none: 'notices that the program shows by itself; marking one as seen is an act' },
  'notices.seen': { by: ['notice-seen'] },
  'sync.runsThere': { by: ['store-history-read'] },
  'sync.list': { none: 'the syncs, each of which is an act already' },
  'export.formats': { none: 'a list of formats, the same for all' },
  'export.write': { by: ['exported'] },
  'export.tables': { by: ['tables-exported'] },
  'findings.list': {
    // One alone is asked for the sake of the counts.
    shows: ({ type, limit, offset }, { total }) => (limit === 1 && offset === 0 ? null : { act: 'findings-opened', detail: { type: type ?? null, found: total } }),
    key: ({ type }) => type ?? '',
  },
  'findings.show': { shows: (_, { detail: { finding } }) => ({ act: 'finding-opened', detail: { id: finding.id, type: finding.type, lid: finding.lid } }) },
  'findings.acknowledge': { by: ['findings-acknowledged'] },
  'journal.list': { none: 'a page of the journal: that a person opened it is told by journal.opened' },
  'journal.about': { none: 'shown beside a record, whose opening is an act' },
  'journal.opened': { by: ['journal-opened'] },
  'journal.export': { by: ['journal-exported'] },
  'name.get': { none: "the auditor's own name" },
  'name.set': { by: ['name-given-set'] },
  'lineage.list': { none: 'the list of runs: what is opened from it is an act' },
  'lineage.view': { shows: (_, { lid }, facts) => part(lid, facts, 'as Nextflow views it') },
  'lineage.resolve': { none: 'says which LID a typed text means; what is then done with it is an act' },
  'lineage.find': { shows: ({ terms }, { lids }) => ({ act: 'searched-by-field', detail: { terms, hits: lids.length } }), key: ({ terms }) => JSON.stringify(terms) },
  'lineage.diff': { shows: ({ left, right }, { same }, { lid }) => ({ act: 'records-compared', detail: { left: lid(left), right: lid(right), same } }) },
  'lineage.render': { shows: ({ lid }, _, facts) => part(facts.lid(lid), facts, 'as Nextflow draws it') },
  'records.get': { shows: ({ sha256 }, { record: { lid } }, facts) => part(lid, facts, 'record', sha256) },
  'records.entries': { none: 'a part of a record, whose opening is an act' },
  'records.naming': { none: 'a part of the page of a record, whose opening is an act' },
  'records.raw': { shows: ({ lid }, { sha256 }, facts) => ({ act: 'record-viewed-raw', detail: { lid: facts.lid(lid), sha256 } }) },
  'records.own': { none: 'a count over records, shown on pages whose opening is an act' },
  'search.find': { by: ['searched'] },
  'search.settled': { by: ['searched'] },
  'search.scripts': { by: ['searched'] },
  'search.suggest': { none: 'values that may be typed next; the question that is made of them is an act' },
  'search.saved': { none: 'a setting, shown where it is set' },
  'search.save': { by: ['saved-search-set'] },
  'search.unsave': { by: ['saved-search-set'] },
  'search.export': { by: ['search-exported'] },
  'labels.list': { none: 'the list of labels: what is opened from it is an act' },
  'labels.get': { shows: ({ label }, { counts }) => ({ act: 'label-opened', detail: { label, records: counts.nextflow, runs: counts.platform } }), key: ({ label }) => label },
  'openlineage.import': { by: ['openlineage-imported'] },
  'openlineage.imports': { none: 'the list of imports, each of which is an act already' },
  'openlineage.remove': { by: ['openlineage-removed'] },
  'openlineage.refused': { none: 'a part of the list of imports' },
  'openlineage.run': { shows: (_, { lid, title, total }) => ({ act: 'openlineage-opened', detail: { lid, title, events: total } }), key: ({ lid }) => lid },
  'openlineage.data': { none: 'which runs of others name a path: what they say stands in their events, whose opening is an act' },
  'openlineage.event': { none: 'one of the events of a run, whose opening is an act' },
  'openlineage.raw': { shows: ({ number, at }, { sha256 }) => ({ act: 'openlineage-viewed-raw', detail: { number, at, sha256 } }), key: ({ number, at }) => `${number} ${at}` },
  'tags.set': { by: ['tags-set'] },
  'tags.undo': { by: ['tags-set'] },
  'tags.list': { none: 'the list of tags: what is opened from it is an act' },
  'tags.items': {
    // A page behind the first is the same look; without a key it is the list of all.
    shows: ({ key, value, page }, { total }) => (key === undefined || (page?.offset ?? 0) > 0 ? null : { act: 'tag-opened', detail: { key, value: value ?? null, items: total } }),
    key: ({ key, value }) => JSON.stringify([key, value]),
  },
  'tags.get': { none: 'shown beside an item, whose opening is an act' },
  'tags.export': { by: ['tags-exported'] },
  'runs.list': { none: 'the list of runs: what is opened from it is an act' },
  'runs.get': { shows: (_, { run }, facts) => part(run.row.lid, facts, 'run') },
  'runs.tasks': { shows: ({ lid }, _, facts) => part(facts.lid(lid), facts, 'tasks') },
  'runs.outputs': { shows: ({ lid }, _, facts) => part(facts.lid(lid), facts, 'outputs') },
  'runs.inputs': { shows: ({ lid }, _, facts) => part(facts.lid(lid), facts, 'inputs') },
  'runs.environment': { shows: ({ lid }, _, facts) => part(facts.lid(lid), facts, 'environment') },
  'tasks.files': { shows: ({ lid }, _, facts) => part(facts.lid(lid), facts, 'files') },
  'tasks.values': { none: 'shown beside the files of the task, whose opening is an act' },
  'graph.trace': {
    shows: ({ lid, direction, depth = null }, { nodes, truncated }, facts) => ({
      act: 'traced',
      detail: { from: thingOf(lid) === null ? facts.lid(lid) : lid, direction, depth, nodes: nodes.length, truncated },
    }),
    key: ({ lid, direction, depth }) => `${lid} ${direction} ${depth}`,
  },
  'graph.drawn': { none: 'lines between boxes that are on the page already, and what stands beside them, each reached by a trace' },
  'graph.save': { by: ['graph-saved'] },
  'graph.between': {
    shows: (_, { from, to, direction, way, total }) => ({
      act: 'way-looked-for',
      detail: { from: from.lid, to: to.lid, steps: direction === null ? null : way.length - 1, upstream: direction === null ? null : (way[0] ?? null), nodes: total },
    }),
    key: ({ from, to }) => JSON.stringify([from, to]),
  },
  'graph.subgraph': { none: 'lines between boxes that are on the page already, each named by a trace' },
  'custody.begin': { none: 'what the record of the file itself says, while its history is made; the history is an act' },
  'custody.get': {
    shows: ({ lid }, { stepCount, weakest }, facts) => ({ act: 'custody-opened', detail: { lid: facts.lid(lid), steps: stepCount, weakest: weakest?.weakness ?? null } }),
    // Turning its pages is no second opening.
    key: ({ lid }) => lid,
  },
  'custody.check': { by: ['verify', 'verify-stopped', 'verify-failed'] },
  'custody.save': { by: ['custody-saved'] },
  'impact.begin': {
    shows: (_, { begun: { said, reached, unknown, unaffected } }) => ({ act: 'impact-asked', detail: { asked: said, reached, unknown, unaffected } }),
    key: ({ asked }) => JSON.stringify(asked),
  },
  // The same counts: the same act.
  'impact.summary': {
    shows: (_, { summary: { said, reached, unknown, unaffected } }) => ({ act: 'impact-asked', detail: { asked: said, reached, unknown, unaffected } }),
    key: ({ asked }) => JSON.stringify(asked),
  },
  'impact.suggest': { none: 'values that may be typed next; the question that is made of them is an act' },
  'impact.list': { none: 'a page of a list whose counts are an act' },
  'impact.save': { by: ['impact-saved'] },
  'verify.run': { by: ['verify', 'verify-stopped', 'verify-failed'] },
  'verify.unfinished': { none: 'whether an act was interrupted' },
  'verify.listed': { none: 'results at hand, each of which came from an act' },
  'verify.bad': { none: 'a count over checks that were acts, shown on pages whose opening is an act' },
  'verify.check': { by: ['check'] },
  'files.preview': {
    shows: ({ lid = null, path = null }, { preview: { checkedPath, form, shown } }) => ({ act: 'preview', detail: { lid, path, checkedPath, form, shown } }),
    key: ({ lid, path }) => `${lid} ${path}`,
  },
  'baseline.show': { none: 'our own fingerprints at hand, each of which came from an act' },
  'baseline.import': { by: ['baseline-imported'] },
  'baseline.export': { by: ['baseline-exported'] },
  'baseline.renew': { by: ['baseline-renewed'] },
  'baseline.lock': { by: ['baseline-locked'] },
  'code.verify': { by: ['verify-code', 'verify-code-stopped', 'verify-code-failed'] },
  'code.results': { none: 'the result at hand of an act' },
  'compare.runs': { by: ['compare'] },
  'compare.rows': { none: 'a further page of a comparison, which is an act' },
  'compare.records': { shows: (_, { left, right, same }) => ({ act: 'records-compared', detail: { left: left.lid, right: right.lid, same } }) },
  'compare.tasks': { shows: (_, { left, right, same }) => ({ act: 'tasks-compared', detail: { left: left.lid, right: right.lid, same } }) },
  'cause.find': { by: ['cause-sought'] },
  'compare.others': { none: 'tasks that one may be compared with; the comparison is an act' },
  'overwrites.list': { none: 'from results at hand, each of which came from an act' },
  'overwrites.look': { by: ['verify', 'verify-stopped', 'verify-failed'] },
  'files.identify': { by: ['identify', 'identify-stopped'] },
  'reconcile.list': { by: ['reconcile'] },
  'reconcile.save': { by: ['reconcile-saved'] },
  'report.outline': previewed,
  'report.preview': previewed,
  'report.pdf': { by: ['report'] },
  'report.again': { by: ['report-made-again'] },
  'report.batch': { by: ['report'] },
  'report.saved': { none: 'lines of the journal, each of an act' },
  'report.templates': { none: 'a setting, shown where it is set' },
  'report.template-set': { by: ['report-template-set'] },
  'report.template-removed': { by: ['report-template-set'] },
  'report.sign': { by: ['report-signed'] },
  'report.signed-files': { none: 'checks files that the journal names against their signatures' },
  'report.signatures': { none: 'checks a file against its signatures; it is of no workspace' },
  'evidence.verify': { by: ['evidence-verified', 'evidence-verify-stopped'] },
  'evidence.log': { none: 'what is known of the log, shown on the page of the workspace' },
  'evidence.handOut': { by: ['checkpoint-handed-out'] },
  'bundle.check': { none: 'holds a file of somebody else against itself, and belongs to no workspace' },
  'bundle.import': { by: ['bundle-imported', 'sync', 'sync-stopped', 'sync-failed', 'openlineage-imported'] },
  'bundle.imported': { none: 'where the records come from, shown on the page of the workspace' },
  'secrets.scan': { by: ['secrets-scanned'] },
  'masking.get': { none: 'a setting, shown where it is set' },
  'masking.set': { by: ['masking-set'] },
  'masking.try': { by: ['masking-tried'] },
  'masking.token': { none: 'the mask of a text that the asker has already' },
  'evidence.bundle': { by: ['evidence-bundle'] },
  'evidence.prove': { by: ['proof-made'] },
  'evidence.checkProof': { by: ['proof-checked'] },
  'tables.begin': { none: 'rows on their way into a file; writing it is an act' },
  'tables.add': { none: 'rows on their way into a file; writing it is an act' },
  'tables.save': { by: ['table-exported'] },
  'files.handOver': { by: ['file-handed-over'] },
  'time.points': { none: 'the syncs and checkpoints that there are, each of which is an act already' },
  'time.resolve': { none: 'says which instant a typed text means; what is looked at as of then is an act' },
  'time.open': { by: ['as-of-opened'] },
  'time.compareVersions': { shows: ({ lid, old, new: now }, _, facts) => ({ act: 'versions-compared', detail: { lid: facts.lid(lid), old, new: now } }) },
  'time.timeline': { shows: () => ({ act: 'timeline-opened', detail: {} }), key: () => '' },
  'overview.get': {
    shows: (_, { overview: { records, measures } }) => ({ act: 'overview-opened', detail: { records, missed: measures.filter(({ met }) => met === false).map(({ id }) => id) } }),
    key: () => '',
  },
  'overview.executive': { none: 'a view of the overview, whose opening is an act' },
  'overview.incident': { none: 'a view of the overview, whose opening is an act' },
  'overview.list': { none: 'a page of a list whose count stands in the overview, whose opening is an act' },
  'overview.debug': { none: 'a view of the overview, whose opening is an act' },
  'overview.events': { by: ['ledger-lines-shown'] },
  'time.pathHistory': {
    shows: (_, { path, name, rows, elsewhereCount }) => ({ act: 'path-history-opened', detail: { path, name, found: rows.length, elsewhere: elsewhereCount } }),
    key: ({ path }) => path,
  },
};
