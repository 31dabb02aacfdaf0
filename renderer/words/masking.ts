/** Words of the card of masking. */
import type { PersonalKind } from '../../core/redact/policy';

const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

export const maskingWords = {
  title: 'Masking',
  lead: 'What is masked in this window, in reports, exports, tables and redacted bundles. The evidence keeps the records as they are. Secrets are masked always; rules cannot find all.',
  kinds: 'Personal data that is masked',
  kind: {
    email: 'e-mail addresses',
    'home-folder': 'names of accounts in home folders',
    person: 'users, authors and contributors by name',
    'personal-number': 'values under names such as mrn or date of birth',
    'inside-host': 'hosts and addresses of inside networks',
    sample: 'names of samples and subjects',
  } satisfies Record<PersonalKind, string>,
  deny: 'Deny list: masked wherever it stands',
  allow: 'Allow list: shown, whatever a rule says, a secret too',
  hint: 'An exact text, or a pattern: # is a digit, * some letters, digits, - _ or . For example PAT-####.',
  none: 'Nothing.',
  pattern: 'Text or pattern',
  why: 'Why',
  addDeny: 'Add to the deny list',
  addAllow: 'Add to the allow list',
  remove: 'Take off the list',
  reason: 'Reason for the change, kept in the journal',
  try: 'Try these rules',
  stop: 'Stop',
  save: 'Save these rules',
  unsaved: 'Not saved yet.',
  reading: (done: number, total: number | null) => `Reading records: ${done.toLocaleString('en-US')}${total === null ? '' : ` of ${total.toLocaleString('en-US')}`}`,
  tried: (places: number, records: number, allowed: number) =>
    `Nothing was set. ${count(places, 'place')} in ${count(records, 'kept version')} of records would be masked${allowed === 0 ? '' : `, and ${count(allowed, 'place')} shown because the allow list names them`}.`,
  what: 'What',
  places: 'Places',
  records: 'Records',
  originals: 'Different originals',
  example: 'For example',
  rules: (number: number, rules: string) => (number === 0 ? `Rules as the program comes (${rules}).` : `Rules ${number} of this workspace (${rules}).`),
  keyFile: (key: string) => `Key of the digits in masks: ${key}, in a file of this installation that never leaves it.`,
  keySession: (key: string, why: string) => `The key of the digits in masks could not be kept, so one of this session serves (${key}): later masks have other digits. ${why}`,
} as const;
