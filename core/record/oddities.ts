/** What the bytes of one record show against themselves: fields named twice, an address that is another's, types and characters that Nextflow does not write. */
import { visibleText } from '../preview/visible-text';
import type { FactMasker } from '../redact/facts';
import { isSecretName } from '../redact/names';
import type { LineageRecord } from './envelope';
import { expectedFields, type FieldType } from './expected';
import { isObject, type Json, type JsonObject } from './json';
import { isLid, keyOfLid, lidOfKey } from './lid';
import { type RepeatedName, repeatedNames } from './repeated-names';

export interface Oddity {
  type: 'duplicate-names' | 'key-disagrees' | 'odd-content';
  /** In words. */
  detail: string;
}

const outputSuffix = '#output';
/** Names at the most; the rest is counted. */
const named = 5;
/** What may stand in a text unseen: not tab, line feed and carriage return, which scripts hold. */
const unseen = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** `text` gives what `record` was read from, `key` is where it lies. */
export function odditiesOf(record: LineageRecord, text: () => string, key: string, mask: FactMasker): Oddity[] {
  const found: Oddity[] = [];
  const plain = record.mayHide ? null : membersOfPlain(record.root);
  const walked = plain === null ? walk(record.root, record.mayHide) : { members: plain, numbers: [], hidden: [] };
  if (walked.members !== record.members) {
    const repeated = repeatedNames(text());
    if (repeated.length > 0)
      found.push({
        type: 'duplicate-names',
        detail: `${list(repeated.map((one) => repeatedWords(one, mask)))}. The last value is taken, here and by Nextflow's reader.`,
      });
  }
  const disagrees = disagreement(record, key);
  if (disagrees !== null) found.push({ type: 'key-disagrees', detail: disagrees });
  const odd = [
    ...wrongTypes(record),
    ...walked.numbers.map((path) => `${path}: a number that cannot be held exactly`),
    ...walked.hidden.map((path) => `${path}: characters that are not seen`),
  ];
  if (odd.length > 0) found.push({ type: 'odd-content', detail: `${list(odd.map(visibleText))}.` });
  return found;
}

/** Whether there is nothing of that: then `odditiesOf` finds none. */
export function isPlain(record: LineageRecord, key: string): boolean {
  return !record.mayHide && membersOfPlain(record.root) === record.members && disagreement(record, key) === null && wrongTypes(record).length === 0;
}

/** The value of a Parameter, or of a name that is secret-like, may be a secret: it is not shown. */
function repeatedWords({ path, name, values }: RepeatedName, mask: FactMasker): string {
  if (name === 'value' || isSecretName(name)) return `${visibleText(path)} (${values.length} values, not shown)`;
  return `${visibleText(path)} (${values.map((value) => visibleText(short(mask.text(value).value))).join(', then ')})`;
}

/** A LID in a field that names the task or run which the record's own address begins with. */
function disagreement({ kind, spec }: LineageRecord, key: string): string | null {
  const slash = key.indexOf('/');
  const holder = slash >= 0 ? key.slice(0, slash) : key.endsWith(outputSuffix) ? key.slice(0, -outputSuffix.length) : key;
  const field =
    kind === 'TaskOutput'
      ? 'taskRun'
      : kind === 'WorkflowOutput'
        ? 'workflowRun'
        : kind === 'FileOutput' && key.includes('/')
          ? isLid(spec.taskRun)
            ? 'taskRun'
            : 'workflowRun'
          : null;
  if (field === null) return null;
  const says = spec[field];
  if (!isLid(says) || holder === 'null') return null;
  const said = keyOfLid(says);
  return said === '' || said === 'null' || said === holder ? null : `Its address belongs to ${visibleText(lidOfKey(holder))}; its field ${field} says ${visibleText(says)}.`;
}

function wrongTypes({ kind, spec, root }: LineageRecord): string[] {
  const wrong: string[] = [];
  const whole = Object.hasOwn(root, 'spec') ? root.spec : undefined;
  if (kind !== 'Unknown' && whole !== undefined && !isObject(whole)) wrong.push(`spec: ${whole === null ? 'null' : nameOf(whole)}, where Nextflow writes an object`);
  for (const { name, path, type } of expectedFields(kind)) {
    const value = at(spec, path);
    if (value !== undefined && value !== null && !fits(value, type)) wrong.push(`${name}: ${nameOf(value)}, where Nextflow writes a ${type}`);
  }
  return wrong;
}

function at(value: Json, names: readonly string[]): Json | undefined {
  let inner: Json | undefined = value;
  for (const name of names) inner = isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined;
  return inner;
}

function fits(value: Json, type: FieldType): boolean {
  if (type === 'text') return typeof value === 'string';
  if (type === 'list') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  // A number beyond what can be held exactly is told as such.
  return typeof value === 'number' && (Number.isInteger(value) || !Number.isFinite(value)) && value >= 0;
}

function nameOf(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? 'a number' : `the number ${value}`;
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'a text' : `${value}`;
}

/** How many members there are in all objects; null where a number cannot be held exactly. Most records need to be walked no closer. */
function membersOfPlain(value: Json): number | null {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER ? null : 0;
  if (value === null || typeof value !== 'object') return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const one of value) {
      const inner = membersOfPlain(one);
      if (inner === null) return null;
      members += inner;
    }
    return members;
  }
  // All names are the object's own: it comes out of JSON.parse.
  for (const name in value) {
    const inner = membersOfPlain(value[name] as Json);
    if (inner === null) return null;
    members += 1 + inner;
  }
  return members;
}

/** How many members there are in all objects, and where something is that is not as it seems. */
function walk(root: JsonObject, mayHide: boolean): { members: number; numbers: string[]; hidden: string[] } {
  const result = { members: 0, numbers: [] as string[], hidden: [] as string[] };
  const path: (string | number)[] = [];
  const into = (value: Json) => {
    if (typeof value === 'string') {
      if (mayHide && unseen.test(value)) result.hidden.push(pathText(path));
    } else if (typeof value === 'number') {
      if (Math.abs(value) > Number.MAX_SAFE_INTEGER) result.numbers.push(pathText(path));
    } else if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) step(index, one);
    } else if (value !== null && typeof value === 'object') {
      for (const [name, one] of Object.entries(value)) {
        result.members++;
        if (mayHide && unseen.test(name)) result.hidden.push(`the name ${pathText([...path, name])}`);
        step(name, one);
      }
    }
  };
  const step = (name: string | number, value: Json) => {
    path.push(name);
    into(value);
    path.pop();
  };
  into(root);
  return result;
}

/** As people write it: `spec.params[0].value`. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : /^[A-Za-z_][\w-]*$/.test(part) ? (index === 0 ? part : `.${part}`) : `[${JSON.stringify(short(part))}]`))
    .join('');
}

function list(all: readonly string[]): string {
  const shown = all.slice(0, named).join('; ');
  return all.length > named ? `${shown}; and ${(all.length - named).toLocaleString('en-US')} more` : shown;
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
