/** From a question to where the walk begins: the records that are, or carry, what is asked about, and those of which that is not recorded. */
import type { ImpactQuestion } from '../../contract/impact';
import { AuditError } from '../../errors';
import { forEachLink } from '../../graph/adjacency';
import { type ImpactFacts, roles } from '../../graph/impact/facts';
import { comparedReason, type ReachFrom } from '../../graph/impact/reach';
import { type DoubtReason, doubtReasons } from '../../graph/impact/reasons';
import { atPath, holdingText, pathOfFile, runsOfCommit, runsOfVersion, runsWithout, tasksInContainer, textId, withChecksum } from '../../index/queries/impact';
import { nodesWithSha256 } from '../../index/queries/known-files';
import { findNode } from '../../index/queries/nodes';
import { parameters } from '../../index/queries/parameters';
import { relationNumbers } from '../../index/schema';
import { comparedAsWritten } from '../../record/as-written';
import { plainPath } from '../../record/lid';
import { isSecretName } from '../../redact/names';
import { holdsToken, masksIn } from '../../redact/token';
import { counted } from '../../report/words';
import type { OpenWorkspace } from '../context';

type Start = ReachFrom['starts'][number];
type Doubt = NonNullable<ReachFrom['doubts']>[number];

export interface Begun {
  said: string;
  from: { starts: Start[]; doubts: Doubt[] };
  /** One for each content that the path asked about is recorded with; checksum: an id of the table `string`, 0 for none. */
  contents: { checksum: number; starts: Start[] }[];
  notes: string[];
  /** Records speak of it, though none is it. */
  spokenOf?: boolean;
}

/** Throws `not-found` where no record speaks of it, with what to do. */
export function begin(workspace: OpenWorkspace, facts: ImpactFacts, asked: ImpactQuestion): Begun {
  const begun = beginnings[asked.by](workspace, facts, asked as never);
  if (begun.from.starts.length === 0 && begun.spokenOf !== true)
    throw new AuditError(
      'not-found',
      `${begun.said}: no record of workspace "${workspace.name}" speaks of it, so nothing can be said of what it reached. Check the spelling, or sync again.`,
      {
        asked,
      },
    );
  return begun;
}

type Of<B extends ImpactQuestion['by']> = Extract<ImpactQuestion, { by: B }>;
const beginnings: { [B in ImpactQuestion['by']]: (workspace: OpenWorkspace, facts: ImpactFacts, asked: Of<B>) => Begun } = {
  lid: fromLid,
  path: fromPath,
  checksum: fromChecksum,
  container: (workspace, facts, { container }) => carriers(`The container ${container}`, at(facts, tasksInContainer(workspace.db, container)), [], [comparedAsWritten]),
  commit: fromCommit,
  version: fromVersion,
  param: fromParameter,
  sample: fromText,
};

/** What a path asked about is tied to by path alone, its own node and files apart. */
function tiedTo({ ties, role }: ImpactFacts, path: string): Doubt[] {
  const doubts: Doubt[] = [];
  ties().ofPath(path, (to, tie) => {
    if (to < 0 || role[to] === roles.run) return;
    doubts.push([to, tie === 'named' ? 'named-in-value' : tie === 'listed' ? 'listed-by-path' : 'inside-folder', to]);
  });
  return doubts;
}

const at = ({ graph }: ImpactFacts, ids: Iterable<number>) => [...ids].map((id) => graph.at(id));

/** Of runs (and tasks) that carry an attribute; `without`: those of which it is not recorded. */
function carriers(said: string, nodes: readonly number[], without: readonly number[], notes: string[] = []): Begun {
  return { said, from: { starts: nodes.map((node) => [node, 0]), doubts: without.map((node) => [node, 'not-recorded-here', node]) }, contents: [], notes };
}

function fromLid(workspace: OpenWorkspace, facts: ImpactFacts, { lid }: Of<'lid'>): Begun {
  const { db } = workspace;
  const { graph, role } = facts;
  const found = findNode(db, lid);
  // A text that no record has as its LID can be the path of several files.
  if (found === undefined || found.kind === 'External') return fromPath(workspace, facts, { by: 'path', path: found?.lid ?? lid });
  const node = graph.at(found.id);
  let starts = [node];
  // An #output record is spoken of as the task or run whose it is.
  if (role[node] === roles.none) {
    starts = [];
    forEachLink(graph.up, node, (owner, relation) => {
      if (relation === relationNumbers.reported) starts.push(owner);
    });
  }
  const path = found.kind === 'FileOutput' ? pathOfFile(db, found.id) : null;
  const contents = path === null ? [] : contentsOf(facts, workspace, plainPath(path));
  const others = contents.length > 1;
  return {
    said: `${kindOf(facts, starts[0] ?? node)} ${found.title} (${found.lid})`,
    from: { starts: starts.map((one) => [one, 0]), doubts: [] },
    contents: others ? contents : [],
    notes: others ? [`The path of this file is recorded with ${contents.length} different checksums. The answer is of this record alone; ask by the path for all of them.`] : [],
  };
}

function kindOf({ role }: ImpactFacts, node: number): string {
  return role[node] === roles.run ? 'The run' : role[node] === roles.task ? 'The task' : role[node] === roles.file ? 'The file' : 'The record';
}

/** What is recorded at a path, by checksum: files written there, and tasks that read it from there. */
function contentsOf(facts: ImpactFacts, { db }: OpenWorkspace, path: string): Begun['contents'] {
  const { outside, files } = atPath(db, path);
  const groups = new Map<number, Start[]>();
  const groupOf = (checksum: number) => {
    const group = groups.get(checksum) ?? [];
    if (group.length === 0) groups.set(checksum, group);
    return group;
  };
  for (const { node, checksum } of files) groupOf(checksum ?? 0).push([facts.graph.at(node), 0]);
  let last = -1;
  let group: Start[] = [];
  for (const { user, checksum } of outside === null ? [] : facts.usesOf(facts.graph.at(outside))) {
    if (facts.role[user] !== roles.task) continue;
    // Tens of thousands read what one path holds, most of them the same.
    if (last !== checksum) group = groupOf(checksum);
    last = checksum;
    group.push([user, 1]);
  }
  return [...groups].map(([checksum, starts]) => ({ checksum, starts }));
}

function fromPath(workspace: OpenWorkspace, facts: ImpactFacts, asked: Of<'path'>): Begun {
  const { db } = workspace;
  const path = plainPath(asked.path);
  const { outside, files } = atPath(db, path);
  const contents = contentsOf(facts, workspace, path);
  const known = contents.filter(({ checksum }) => checksum !== 0).length;
  const doubts = Array.from(facts.without.path, (node): Doubt => [node, 'not-recorded-here', node]);
  const node = outside === null ? -1 : facts.graph.at(outside);
  const tied = tiedTo(facts, path);
  const owners = facts.ties().owners(path);
  const spokenOf = tied.length + owners.length > 0;
  for (const one of tied) doubts.push(one);
  const named =
    owners.length === 0
      ? []
      : [`${counted(owners.length, 'list')} of outputs ${owners.length === 1 ? 'holds' : 'hold'} this path as a text alone: what was written there is not recorded.`];
  if (asked.checksum === undefined) {
    const starts: Start[] = files.map((file) => [facts.graph.at(file.node), 0]);
    if (node >= 0) starts.push([node, 0]);
    const notes =
      known > 1
        ? [`This path is recorded with ${known} different checksums, so it may have held several contents. The answer is of all of them; a checksum narrows it to one.`]
        : [];
    return { said: `The path ${path}`, from: { starts, doubts }, contents, notes: [...notes, ...named], spokenOf };
  }
  const narrowed = textId(db, asked.checksum);
  const starts = contents.find(({ checksum }) => checksum === narrowed && narrowed !== 0)?.starts ?? [];
  for (const { checksum, starts: others } of contents) {
    if (checksum !== narrowed) for (const [other] of others) doubts.push([other, reasonOf(narrowed, checksum), node >= 0 ? node : other]);
  }
  // A parameter names a path and no content.
  if (node >= 0) for (const { user } of facts.usesOf(node)) if (facts.role[user] !== roles.task) doubts.push([user, 'same-path-no-checksum', node]);
  return {
    said: `The path ${path} with the recorded checksum ${asked.checksum}`,
    from: { starts, doubts },
    contents,
    notes:
      known > 1 ? [`This path is recorded with ${known} different checksums; the answer is of one of them. What read the path with another, or none, is told as unknown.`] : [],
  };
}

function reasonOf(own: number, other: number): DoubtReason {
  return doubtReasons[comparedReason(own, other) - 1] ?? 'same-path-no-checksum';
}

function fromChecksum(workspace: OpenWorkspace, facts: ImpactFacts, { checksum }: Of<'checksum'>): Begun {
  const { db } = workspace;
  const { graph, role, usesOf } = facts;
  const { files, code, uses } = withChecksum(db, checksum);
  const starts: Start[] = [...at(facts, files), ...at(facts, code)].map((node) => [node, 0]);
  const doubts: Doubt[] = [];
  for (const { user } of uses) starts.push([graph.at(user), 1]);
  const own = textId(db, checksum);
  for (const outside of new Set(uses.map((use) => graph.at(use.outside))))
    for (const use of usesOf(outside)) if (use.checksum !== own) doubts.push([use.user, reasonOf(own, use.checksum), outside]);
  const notes = ['A recorded checksum is compared as text. Most cover path, size and time and no content: the same content under another path, or at another time, has another.'];
  if (/^[0-9a-fA-F]{64}$/.test(checksum)) {
    for (const node of at(
      facts,
      nodesWithSha256(db, [checksum.toLowerCase()]).map(([one]) => one),
    )) {
      if (role[node] === roles.file) starts.push([node, 0]);
      else for (const { user } of usesOf(node)) doubts.push([user, 'read-later', node]);
    }
    notes.push('A SHA-256 is the one that this program took when it read the file, or that was read in from a list: files that nobody read have none, and are not found by it.');
  }
  if (starts.length === 0 && doubts.length > 0)
    notes.push('No record holds this value; what is named here as unknown read a path at which a file with this content was found later.');
  for (const node of facts.without.checksum) doubts.push([node, 'not-recorded-here', node]);
  return { said: `The checksum ${checksum}`, from: { starts, doubts }, contents: [], notes };
}

function fromCommit(workspace: OpenWorkspace, facts: ImpactFacts, { commit }: Of<'commit'>): Begun {
  const typed = commit.trim().toLowerCase();
  if (/^[0-9a-f]{4,6}$/.test(typed)) throw new AuditError('bad-input', `"${commit}" is too short to tell commits apart. Give at least its first 7 digits.`, { commit });
  const found = runsOfCommit(workspace.db, typed);
  const commits = [...new Set(found.map((one) => one.commit))];
  if (commits.length > 1) throw new AuditError('bad-input', `Several commits begin with "${commit}": ${commits.slice(0, 5).join(', ')}. Give more of it.`, { commits });
  return carriers(
    `The commit ${commits[0] ?? commit}`,
    at(
      facts,
      found.map(({ run }) => run),
    ),
    at(facts, runsWithout(workspace.db, 'commit')),
    [reusedNote],
  );
}

const reusedNote =
  'What a run executed and published counts as governed by it. A task that a run re-used was executed under the commit and the parameters of the run that executed it: it is reached only where that run is among those asked about.';

function fromVersion(workspace: OpenWorkspace, facts: ImpactFacts, { repository, revision }: Of<'version'>): Begun {
  const runs = runsOfVersion(workspace.db, repository === undefined ? null : workspace.facts.held(repository), revision);
  return carriers(
    `The pipeline version ${revision}${repository === undefined ? ' (of any repository)' : ` of ${repository}`}`,
    at(facts, runs),
    at(
      facts,
      runsWithout(workspace.db, 'version').filter((run) => !runs.includes(run)),
    ),
    [
      ...(repository === undefined ? [] : [comparedAsWritten]),
      reusedNote,
      'A revision is a name (a branch or a tag, say) that can be moved to another commit: ask by the commit to be sure of the code.',
    ],
  );
}

function fromParameter(workspace: OpenWorkspace, facts: ImpactFacts, { name, value }: Of<'param'>): Begun {
  const recorded = parameters(workspace.db, { name });
  const same = new Map(recorded.map((one) => [one, masksOfOthers(one.value) ? null : workspace.facts.isValue(one.value, value)]));
  const those = recorded.filter((one) => same.get(one) === true);
  // A mask that is asked by is of the key of now where one of the values has it: it then is none of the others.
  const ofThisKey = holdsToken(value) && those.length > 0;
  const masked = recorded.filter((one) => same.get(one) === null && !(ofThisKey && masksIn(one.value) === 'told'));
  const runs = those.map(({ run }) => run);
  const notes = [reusedNote];
  if (recorded.some((one) => masksIn(one.value) === 'told')) notes.push(byDigits);
  if (masked.length > 0)
    notes.unshift(`In ${counted(masked.length, 'run')} the value is masked as a secret: whether it is this one is not told, and what these runs reached is unknown.`);
  const others = new Set(recorded.map((one) => one.value)).size;
  if (others > 1) notes.unshift(`The parameter is recorded with ${counted(others, 'different value')} in this workspace.`);
  const without = at(
    facts,
    masked.map(({ run }) => run),
  );
  const shown = those.find((one) => masksIn(one.value) !== 'none')?.value ?? (isSecretName(name) ? '(masked)' : value);
  return { ...carriers(`The parameter ${name} = ${shown}`, at(facts, runs), without, notes), spokenOf: masked.length > 0 };
}

const byDigits =
  'A value that is masked is told to be the one asked for, or another, by the digits of its mask: 48 bits of an HMAC of the original, by which two secrets are not taken for one but by chance.';

/** What Nextflow, or another, masked says nothing of its original, be the mask itself what is asked for. */
function masksOfOthers(recorded: string): boolean {
  return masksIn(recorded) === 'untold';
}

function fromText(workspace: OpenWorkspace, facts: ImpactFacts, { text }: Of<'sample'>): Begun {
  const { tasks, names, paths, labels, outside } = holdingText(workspace.db, text);
  const nodes = new Set(at(facts, [...tasks, ...names, ...paths, ...labels, ...outside]));
  return {
    said: `The text “${text}”`,
    from: { starts: [...nodes].filter((node) => node >= 0).map((node) => [node, 0]), doubts: [] },
    contents: [],
    notes: [
      `A match of text, not a link: ${counted(tasks.length, 'name or tag of a task', 'names or tags of tasks')}, ${counted(names.length, 'file name')}, ${counted(paths.length, 'file path')}, ${counted(labels.length, 'label')} and ${counted(outside.length, 'outside path')} hold it. Another sample whose name holds the text is among them, and a record that speaks of the sample by another name is not.`,
    ],
  };
}
