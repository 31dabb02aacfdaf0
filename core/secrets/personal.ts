/** Finds personal data in a JSON value: by the form of a text, by the name that it stands under, and by the auditor's own list. */
import { isObject, type Json } from '../record/json';
import { isLid } from '../record/lid';
import { partsOfName } from '../redact/names';
import type { PersonalKind } from '../redact/policy';
import type { ScanRule } from './rules';

export interface FoundPersonal {
  path: (string | number)[];
  rule: ScanRule;
  /** The text itself: never shown, logged or kept. */
  text: string;
  /** The name decided, and all of the value is meant. */
  whole: boolean;
}

/** Not behind `//` (a user in an address) and not before `:` (git@host:path). Bounded, so that hostile text cannot make it slow. */
const email = /(?<![\w.%+/@-])[A-Za-z0-9][\w.%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w:@-]|\.\w)/g;
const home = /(?<![\w.])((?:\/(?:export\/)?home\/|\/Users\/|[A-Za-z]:\\+Users\\+))([^/\\\s'":;,=]{1,64})/g;
const mayBeHome = /home|Users/i;
const nobody = new Set(['shared', 'public', 'default', 'all users', '.']);
const insideName = /(?<![\w.-])(?:[A-Za-z0-9-]{1,63}\.){1,6}(?:local|lan|internal|intranet|intra|corp|home\.arpa)(?![\w-]|\.\w)/gi;
const insideAddress = /(?<![\w.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\w.])/g;
/** What each of the two has in it: nearly no text does, and a search that finds nothing is ten times as long as this. */
const mayBeInsideName = /\.(?:local|lan|internal|intra|corp|home\.arpa)/i;
const mayBeInsideAddress = /(?:10|192\.168|172)\./;

const personNames = new Set([
  'user name',
  'username',
  'user',
  'author',
  'authors',
  'contributor',
  'contributors',
  'owner',
  'operator',
  'analyst',
  'first name',
  'last name',
  'full name',
  'surname',
]);
const hostNames = new Set(['host', 'hostname', 'host name']);
const personalNumbers = new Set([
  ...[
    'mrn',
    'ssn',
    'nhs number',
    'nhs no',
    'dob',
    'birth date',
    'birthdate',
    'date of birth',
    'patient name',
    'subject name',
    'donor name',
    'medical record number',
    'social security number',
  ],
]);
const sampleNames = new Set(['sample', 'samples', 'patient', 'subject', 'donor', 'participant', 'individual', 'proband', 'case']);

/** `name`: what the value stands under, or null. Everything under the name of a person is one (`contributors`: a list of objects). */
export function* personalIn(
  value: Json,
  deny: RegExp | null,
  name: string | null = null,
  path: (string | number)[] = [],
  inherited: ScanRule | null = null,
): Generator<FoundPersonal> {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value);
    if (isLid(text) || text === '') return;
    const named = inherited ?? (name === null ? null : ruleOfName(name, text));
    if (named !== null && !looksLikePath(text) && text !== 'null') yield { path, rule: named, text, whole: true };
    for (const [rule, found] of textPersonal(text, deny)) if (!(found === text && named !== null && rule !== 'denied')) yield { path, rule, text: found, whole: false };
  } else if (Array.isArray(value)) for (const [at, one] of value.entries()) yield* personalIn(one, deny, name, [...path, at], inherited);
  else if (isObject(value)) {
    const beside = typeof value.name === 'string' && 'value' in value && !/^path$/i.test(String(value.type)) ? value.name : null;
    const own = name === null ? null : inheritedOf(name);
    for (const [member, one] of Object.entries(value)) {
      const called = member === 'value' && beside !== null ? beside : member;
      // nf-core's map of a sample: meta.id, whatever else stands in it.
      const inMeta = member === 'id' && name !== null && partsOfName(name).at(-1) === 'meta';
      const isNoPerson = !inMeta && ofOrganisation(member, name);
      yield* personalIn(one, deny, inMeta ? 'sample' : isNoPerson ? null : called, [...path, member], isNoPerson ? null : (inherited ?? own));
    }
  }
}

/** The same for text of no known structure. */
export function* textPersonal(text: string, deny: RegExp | null): Generator<[ScanRule, string]> {
  for (const { rule, start, end, from } of personalSpans(text)) yield [rule, text.slice(from ?? start, end)];
  if (deny !== null) for (const match of text.matchAll(deny)) yield ['denied', match[0]];
}

interface PersonalSpan {
  rule: PersonalKind;
  start: number;
  end: number;
  from?: number;
}
const none: readonly PersonalSpan[] = [];

/** Whether `personalSpans` can find anything: most texts hold nothing of what all personal data of a form has. */
export function mayBePersonal(text: string, kinds?: ReadonlySet<ScanRule>): boolean {
  return text.includes('@') || mayBeHome.test(text) || ((kinds === undefined || kinds.has('inside-host')) && (mayBeInsideName.test(text) || mayBeInsideAddress.test(text)));
}

/** Where the form of a text says that it is personal data, of these kinds or of all. Of a home folder the name alone is what is personal; `from`: where the folder begins. */
export function personalSpans(text: string, kinds?: ReadonlySet<ScanRule>): Iterable<PersonalSpan> {
  return mayBePersonal(text, kinds) ? spansIn(text, kinds) : none;
}

function* spansIn(text: string, kinds: ReadonlySet<ScanRule> | undefined): Generator<PersonalSpan> {
  if (text.includes('@')) for (const match of text.matchAll(email)) yield { rule: 'email', start: match.index, end: match.index + match[0].length };
  if (mayBeHome.test(text))
    for (const match of text.matchAll(home)) {
      const [whole, lead = '', name = ''] = match;
      if (!nobody.has(name.toLowerCase()) && !name.startsWith('[masked'))
        yield { rule: 'home-folder', start: match.index + lead.length, end: match.index + whole.length, from: match.index };
    }
  if (kinds !== undefined && !kinds.has('inside-host')) return;
  for (const finder of [mayBeInsideName.test(text) ? insideName : null, mayBeInsideAddress.test(text) ? insideAddress : null])
    for (const match of finder === null ? [] : text.matchAll(finder)) yield { rule: 'inside-host', start: match.index, end: match.index + match[0].length };
}

function ruleOfName(name: string, text: string): ScanRule | null {
  const parts = partsOfName(name);
  const whole = parts.join(' ');
  if (personalNumbers.has(whole)) return 'personal-number';
  if (/^(true|false)$/.test(text)) return null;
  if (personNames.has(whole)) return 'person';
  if (hostNames.has(whole)) return 'inside-host';
  const last = parts.at(-1) ?? '';
  const named = last === 'id' || last === 'name' ? (parts.at(-2) ?? '') : last;
  return sampleNames.has(named) && parts.length <= 3 ? 'sample' : null;
}

/** Platform's record of a user names the organisation, and one of a workspace its full name. */
function ofOrganisation(member: string, of: string | null): boolean {
  const called = partsOfName(member).join(' ');
  return called === 'organization' || (called === 'full name' && of !== null && partsOfName(of).at(-1) === 'workspace');
}

function inheritedOf(name: string): ScanRule | null {
  const whole = partsOfName(name).join(' ');
  return whole === 'contributors' || whole === 'contributor' || whole === 'authors' || whole === 'user' ? 'person' : null;
}

function looksLikePath(text: string): boolean {
  return /^([a-z][a-z0-9+.-]*:\/\/|\/|\.{0,2}\/|[A-Za-z]:\\)/i.test(text);
}
