/** What differs between two tasks by their records: each difference, and whether it follows from another one. */
import type { Difference } from '../../contract/compare';
import { checksumOf, lastPart } from '../../record/facts';
import { arrayOf, isObject, objectOf, textOf } from '../../record/json';
import { type DiffOptions, diffInputs } from './diff-inputs';
import { sameButWorkFolders, scriptDiff } from './script-diff';
import { canonical, type TaskFacts, textOfValue } from './task-facts';
import type { DifferenceKind } from './vocabulary';
import { differenceOf, words } from './words';

const plainFields: readonly [field: string, what: DifferenceKind][] = [
  ['container', 'container'],
  ['conda', 'conda'],
  ['spack', 'spack'],
  ['architecture', 'architecture'],
  ['moduleId', 'module'],
  ...['runner', 'model', 'resolvedModel', 'instruction', 'goal', 'promptTemplate', 'maxIterations', 'outputSchema', 'tools', 'skills'].map((name): [string, DifferenceKind] => [
    name,
    'agent',
  ]),
];

/** Differences that may have changed the text of a script whose source is the same. */
const fillsIn: readonly DifferenceKind[] = ['value', 'file', 'order', 'input', 'variable'];

/** What follows from others comes last. None for one record beside itself. */
export function diffTasks(left: TaskFacts, right: TaskFacts, options: DiffOptions): Difference[] {
  if (left.node === right.node) return [];
  const [a, b] = [left.spec, right.spec];
  if (a === null || b === null) {
    if (a === null && b === null) return [];
    return [differenceOf('missing', { name: null, left: a && left.lid, right: b && right.lid, standing: 'unknown' }, words.recordMissing(a === null ? 'first' : 'second'))];
  }
  const fields = plainFields.flatMap(([field, what]): Difference[] =>
    canonical(a[field]) === canonical(b[field]) ? [] : [differenceOf(what, { name: what === 'agent' ? field : null, left: shown(left, field), right: shown(right, field) })],
  );
  const rest = [
    ...diffInputs(left, right, options),
    ...diffMembers(left, right, 'globalVars', 'variable'),
    ...diffMembers(left, right, 'eval', 'eval'),
    ...fields,
    ...diffBin(left, right),
  ];
  const own = rest.filter(({ derived }) => !derived);
  const all = [
    ...(left.process === right.process ? [] : [differenceOf('name', { name: null, left: left.process, right: right.process })]),
    ...diffScript(left, right, own),
    ...rest,
  ];
  return [...all.filter(({ derived }) => !derived), ...all.filter(({ derived }) => derived)];
}

function shown({ masked }: TaskFacts, field: string): string | null {
  const value = masked[field];
  return value === null || value === undefined ? null : textOfValue(value);
}

function diffScript(left: TaskFacts, right: TaskFacts, others: readonly Difference[]): Difference[] {
  const code = [checksumOf(left.spec?.codeChecksum)?.value ?? null, checksumOf(right.spec?.codeChecksum)?.value ?? null] as const;
  const script = [textOf(left.spec?.script), textOf(right.spec?.script)] as const;
  const isSameText = script[0] === script[1];
  const diff = isSameText ? null : scriptDiff(shown(left, 'script') ?? '', shown(right, 'script') ?? '');
  if (code[0] !== code[1]) {
    const sentence = code[0] === null || code[1] === null ? words.codeUnknown : isSameText ? words.codeOnly : words.codeAndScript;
    return [differenceOf('code', { name: null, left: code[0], right: code[1], diff }, sentence)];
  }
  if (isSameText) return [];
  const isFilledIn = code[0] !== null && others.some(({ what }) => fillsIn.includes(what));
  const isFolder = sameButWorkFolders(script[0] ?? '', script[1] ?? '');
  const sentence = isFilledIn ? words.scriptFollows : isFolder ? words.scriptFolders : code[0] === null ? words.scriptUnknown : words.scriptVariable;
  return [differenceOf('script', { name: null, left: null, right: null, diff, derived: isFilledIn || isFolder }, diff === null ? `${sentence} ${words.maskedAway}` : sentence)];
}

/** A record of a version of Nextflow that writes no such field says nothing: absent and empty are one. */
function diffMembers(left: TaskFacts, right: TaskFacts, field: string, what: DifferenceKind): Difference[] {
  const [a, b] = [objectOf(left.spec?.[field]), objectOf(right.spec?.[field])];
  const text = (task: TaskFacts, name: string) => {
    const members = objectOf(task.masked[field]);
    return Object.hasOwn(members, name) ? textOfValue(members[name]) : null;
  };
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name): Difference[] =>
    Object.hasOwn(a, name) === Object.hasOwn(b, name) && canonical(a[name]) === canonical(b[name])
      ? []
      : [differenceOf(what, { name, left: text(left, name), right: text(right, name) })],
  );
}

/** By path below the project, as every commit is checked out into a folder of its own; their checksums are of the content. */
function diffBin(left: TaskFacts, right: TaskFacts): Difference[] {
  const [a, b] = [binOf(left), binOf(right)];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((name): Difference[] =>
    a.has(name) === b.has(name) && a.get(name) === b.get(name) ? [] : [differenceOf('bin', { name, left: a.get(name) ?? null, right: b.get(name) ?? null })],
  );
}

function binOf({ spec, projectDir }: TaskFacts): Map<string, string | null> {
  return new Map(
    arrayOf(spec?.binEntries)
      .filter(isObject)
      .map((entry) => [projectPath(textOf(entry.path) ?? '', projectDir), checksumOf(entry.checksum)?.value ?? null]),
  );
}

/** Below the project's folder; where that is not recorded, from the last `bin/` on. */
export function projectPath(path: string, projectDir: string | null): string {
  if (projectDir !== null && path.startsWith(`${projectDir}/`)) return path.slice(projectDir.length + 1);
  const at = path.lastIndexOf('/bin/');
  return at < 0 ? lastPart(path) : path.slice(at + 1);
}
