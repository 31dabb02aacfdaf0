/** An entry of the journal in words, the same in the window, on the command line, in CSV and in reports. */
import { visibleText } from '../preview/visible-text';
import { isObject, type Json } from '../record/json';
import type { Masker } from '../redact/masker';
import { counted, utc } from '../report/words';
import { ruleWords, scanRules } from '../secrets/rules';
import { type Verdict, verdictWords } from '../verify/verdict';
import { type ActKind, type ActName, acts, isAct } from './acts';

export interface Said {
  title: string;
  kind: ActKind | null;
  fields: { name: string; value: string }[];
  /** Old and new, and why: where the act has them. */
  was: string | null;
  now: string | null;
  reason: string | null;
}

/** Names that are more than their own words in lower case. */
const names: Record<string, string> = {
  lid: 'LID',
  sha256: 'SHA-256',
  listSha256: 'SHA-256 of the list',
  checkedPath: 'path looked at',
  shown: 'bytes shown',
  of: 'names',
  nodes: 'reached',
  truncated: 'cut off at the limit',
  objects: 'objects read',
  id: 'report',
  matchedMode: 'matching mode',
  guarded: 'cells guarded against formulas',
  work: 'files of tasks',
  verify: 'hashed first',
  ignore: 'left out by rules',
  part: 'what of it',
  newly: 'newly locked',
  without: 'without a fingerprint',
  notListed: 'not in the list',
  lids: 'LIDs',
  asOf: 'as of',
  acceptStore: 'why another store was taken',
  quarantined: 'could not be read',
  fetched: 'read',
  changedSinceBaseline: 'changed since the first fingerprint',
};

/** Where the same name means another thing. */
const namesIn: Partial<Record<ActName, Record<string, string>>> = {
  'evidence-bundle': { id: 'bundle', report: 'with a report', size: 'leaves' },
  'finding-opened': { id: 'finding' },
  exported: { of: 'of a', lidCount: 'LIDs in all' },
  'custody-saved': { steps: 'steps in full', stepCount: 'steps in all' },
  'custody-opened': { weakest: 'weakest link' },
  'bundle-imported': { id: 'its id', leftOut: 'contents left out by its maker', changes: "changes that its maker's log tells of", vouched: 'vouched for by another way' },
  'checkpoint-handed-out': { size: 'leaves' },
  'proof-made': { size: 'leaves' },
  'proof-checked': { size: 'leaves' },
};

/** Times that the entry itself has, and what is said apart. */
const leftOut = new Set(['startedAt', 'finishedAt', 'event', 'was', 'now', 'old']);
const longest = 2000;
/** As this program writes a time. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What people call an act; one that this version does not know by its own name, its dashes gone. */
export function actTitle(act: string): string {
  return isAct(act) ? acts[act].title : sentence(visibleText(act.replaceAll('-', ' ')));
}

/** Acts on tags: a key of theirs is no name of a value, and an owner is shown on their pages too. What stands under a secret key is kept masked. */
const onTags: ReadonlySet<string> = new Set(['tags-set', 'tag-opened', 'tags-exported'] satisfies ActName[]);

/** What an entry holds, masked as the pages of the same things are. */
export function maskedDetail(masker: Pick<Masker, 'value' | 'texts'>, act: string, detail: Json): Record<string, Json> {
  return (onTags.has(act) ? masker.texts(detail) : masker.value(detail).value) as Record<string, Json>;
}

/** Masked as everything of the workspace is, hostile text made visible. `detail`: as the line has it, of whatever version of this program. */
export function sayAct(masker: Pick<Masker, 'value' | 'texts'>, act: string, detail: Record<string, unknown>): Said {
  const told = maskedDetail(masker, act, detail as Json);
  // The reason of a verdict is no reason that a person gave.
  const reason = act !== 'check' && typeof told.reason === 'string' ? cut(visibleText(told.reason)) : null;
  const fields = Object.entries(told)
    // Without an old value "new" is no new value: a sync counts its new records so.
    .filter(
      ([name, value]) => !leftOut.has(name) && !(name === 'new' && Object.hasOwn(told, 'old')) && !(name === 'reason' && reason !== null) && value !== null && !isEmpty(value),
    )
    .map(([name, value]) => ({ name: (isAct(act) && namesIn[act]?.[name]) || fieldName(name), value: cut(inWords(value)) }));
  return {
    title: actTitle(act),
    kind: isAct(act) ? acts[act].kind : null,
    fields,
    was: side(told, 'was', 'old'),
    now: side(told, 'now', ...(Object.hasOwn(told, 'old') ? ['new'] : [])),
    reason,
  };
}

/** One line: "name: value · name: value". */
export function sayOnOneLine({ fields, was, now, reason }: Said): string {
  const parts = fields.map(({ name, value }) => `${name}: ${value}`);
  if (was !== null || now !== null) parts.push(`${was ?? 'none'} → ${now ?? 'none'}`);
  if (reason !== null) parts.push(`reason: ${reason}`);
  return parts.join(' · ');
}

function side(told: Record<string, Json>, ...of: string[]): string | null {
  const name = of.find((one) => Object.hasOwn(told, one));
  if (name === undefined) return null;
  const value = told[name] as Json;
  return value === null || isEmpty(value) ? 'none' : cut(inWords(value));
}

function fieldName(name: string): string {
  if (Object.hasOwn(names, name)) return names[name] ?? name;
  if (Object.hasOwn(verdictWords, name)) return `“${verdictWords[name as Verdict].short}”`;
  return visibleText(/^[a-z][A-Za-z0-9-]*$/.test(name) ? name.replaceAll('-', ' ').replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : name);
}

function inWords(value: Json): string {
  if (value === null) return 'none';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return instant.test(value) ? utc(value) : visibleText(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inWords).join('; ');
  if (!isObject(value)) return String(value);
  if (typeof value.from === 'string' && typeof value.to === 'string' && Object.keys(value).length === 2) return visibleText(`${value.from} → ${value.to}`);
  if (typeof value.key === 'string' && typeof value.value === 'string' && Object.keys(value).length === 2) return visibleText(`${value.key} = ${value.value}`);
  const rule = scanRules.find((one) => one === value.kind || one === value.rule);
  if (rule !== undefined && typeof value.places === 'number' && typeof value.records === 'number')
    return `${ruleWords(rule)} (${counted(value.places, 'place')} in ${counted(value.records, 'record')})`;
  return Object.entries(value)
    .filter(([, one]) => one !== null && one !== undefined)
    .map(([name, one]) => `${fieldName(name)} ${typeof one === 'object' && one !== null && !Array.isArray(one) ? `(${inWords(one)})` : inWords(one as Json)}`)
    .join(', ');
}

function isEmpty(value: Json): boolean {
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)} … (${text.length - longest} more characters are in the line)` : text;
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
