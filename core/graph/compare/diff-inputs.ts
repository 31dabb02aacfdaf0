/** What differs between the inputs of two tasks: values, files by what they are, and their order. */
import { addTo } from '../../add-to';
import type { Difference } from '../../contract/compare';
import { type BySide, fileToken } from './match';
import { fileName, type InputFile, type TaskFacts, type TaskInput } from './task-facts';
import { differenceOf, namedInput } from './words';

export interface DiffOptions {
  twinsOf: BySide;
  /** Tell files too that are the same by their origin and lie in another work folder, as after a new execution upstream. */
  elsewhere: boolean;
}

export function diffInputs(left: TaskFacts, right: TaskFacts, options: DiffOptions): Difference[] {
  const [a, b] = [byName(left.inputs), byName(right.inputs)];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((id): Difference[] => {
    const [one, other] = [a.get(id), b.get(id)];
    if (one !== undefined && other !== undefined) return diffInput(one, other, options);
    const only = one ?? other;
    return only === undefined ? [] : [differenceOf('input', { name: only.name, left: one ? shownInput(one) : null, right: other ? shownInput(other) : null })];
  });
}

/** A name may stand twice, or be absent: the inputs are then told by their order. */
function byName(inputs: readonly TaskInput[]): Map<string, TaskInput> {
  const named = new Map<string, TaskInput>();
  const seen = new Map<string | null, number>();
  for (const input of inputs) {
    const count = seen.get(input.name) ?? 0;
    seen.set(input.name, count + 1);
    named.set(JSON.stringify([input.name, count]), input);
  }
  return named;
}

function shownInput({ files, shown }: TaskInput): string {
  return files.length > 0 ? files.map(shownFile).join(', ') : shown;
}

function shownFile(file: InputFile): string {
  return file.kind === 'outside' ? file.path : file.lid;
}

function diffInput(left: TaskInput, right: TaskInput, { twinsOf, elsewhere }: DiffOptions): Difference[] {
  const found: Difference[] = [];
  const { name } = left;
  if (left.shape !== right.shape) found.push(differenceOf('value', { name, left: shownInput(left), right: shownInput(right) }));
  const a = left.files.map((file) => ({ file, token: fileToken(file, 'left', twinsOf) }));
  const b = right.files.map((file) => ({ file, token: fileToken(file, 'right', twinsOf) }));
  const gone = without(a, b);
  const come = without(b, a);
  const inStep = gone.length === come.length;
  const places = queues(come, ({ file }) => placeOf(file));
  const kinds = queues(come, ({ file }) => file.kind);
  const taken = new Set<Told>();
  for (const { file } of gone) {
    const other = next(places.get(placeOf(file)), taken) ?? (inStep ? next(kinds.get(file.kind), taken) : undefined);
    if (other !== undefined) taken.add(other);
    found.push(fileDifference(name, file, other?.file ?? null));
  }
  for (const one of come) if (!taken.has(one)) found.push(fileDifference(name, null, one.file));
  const isReordered = gone.length === 0 && come.length === 0 && a.length === b.length && a.some(({ token }, i) => token !== b[i]?.token);
  if (isReordered) found.push(differenceOf('order', { name, left: namesOf(a), right: namesOf(b) }));
  if (elsewhere) found.push(...movedFiles(name, a, b));
  return found;
}

interface Told {
  file: InputFile;
  token: string;
}

const namesOf = (files: readonly Told[]) => files.map(({ file }) => fileName(file)).join(', ');

function without(files: readonly Told[], others: readonly Told[]): Told[] {
  const left = new Map<string, number>();
  for (const { token } of others) left.set(token, (left.get(token) ?? 0) + 1);
  return files.filter(({ token }) => {
    const count = left.get(token) ?? 0;
    if (count > 0) left.set(token, count - 1);
    return count === 0;
  });
}

/** One path, or one name from a task: the two are one input with something else in it. */
function placeOf(file: InputFile): string {
  return `${file.kind} ${file.kind === 'outside' ? file.path : fileName(file)}`;
}

/** In the order given, the last first, so that the first is taken from the end. */
function queues(files: readonly Told[], keyOf: (one: Told) => string): Map<string, Told[]> {
  const found = new Map<string, Told[]>();
  for (const one of [...files].reverse()) {
    const queue = found.get(keyOf(one));
    if (queue === undefined) found.set(keyOf(one), [one]);
    else queue.push(one);
  }
  return found;
}

function next(queue: Told[] | undefined, taken: ReadonlySet<Told>): Told | undefined {
  for (let one = queue?.pop(); one !== undefined; one = queue?.pop()) if (!taken.has(one)) return one;
  return undefined;
}

function fileDifference(name: string | null, left: InputFile | null, right: InputFile | null): Difference {
  const shown = { name, left: left && fileText(left), right: right && fileText(right) };
  if (left === null || right === null)
    return differenceOf('file', { ...shown, standing: 'shown' }, `${namedInput(name)}: ${left === null ? 'only the second' : 'only the first'} read ${shown.left ?? shown.right}.`);
  if (left.kind === 'outside' && right.kind === 'outside') {
    if (left.path === right.path)
      return differenceOf(
        'file',
        { ...shown, standing: left.checksum === null || right.checksum === null ? 'unknown' : 'perhaps' },
        `${namedInput(name)}: ${left.path} has another recorded checksum. In the default mode that checksum is of path, size and time: the file was replaced, changed, or its time alone was.`,
      );
    if (left.checksum !== null && left.checksum === right.checksum)
      return differenceOf('file', { ...shown, standing: 'perhaps' }, `${namedInput(name)}: a file of another name, with the same recorded hash, which is then one of the content.`);
  }
  const isOutside = left.kind === 'outside' && right.kind === 'outside';
  return differenceOf('file', { ...shown, standing: isOutside ? 'shown' : 'perhaps' }, `${namedInput(name)}: the first read ${shown.left}, the second ${shown.right}.`);
}

function fileText(file: InputFile): string {
  return file.kind === 'outside' ? `${file.path} (recorded checksum ${file.checksum ?? 'none'})` : shownFile(file);
}

/** The same files by what they are, under other LIDs: for Nextflow's default hash, which goes over their paths, they are others. */
function movedFiles(name: string | null, left: readonly Told[], right: readonly Told[]): Difference[] {
  const places = new Map<string, string[]>();
  for (const { file, token } of right) addTo(places, token, shownFile(file));
  const moved = left.flatMap(({ file, token }) => {
    const place = places.get(token)?.shift();
    return place === undefined || place === shownFile(file) ? [] : [{ file, place }];
  });
  if (moved.length === 0) return [];
  const joined = (texts: readonly string[]) => texts.join(', ');
  return [
    differenceOf(
      'file',
      { name, left: joined(moved.map(({ file }) => shownFile(file))), right: joined(moved.map(({ place }) => place)), derived: true },
      `${namedInput(name)}: the same by origin, and in another folder, as the tasks upstream were executed anew: ${joined(moved.map(({ file }) => fileName(file)))}. In the default mode Nextflow's hash goes over paths, so this alone makes another hash.`,
    ),
  ];
}
