/** What a scan may find: secrets, personal data, and what may be either; in words for people. It never claims that there is nothing. */
import { type SecretRule, secretRules } from '../redact/shapes';

export const personalRules = ['email', 'home-folder', 'person', 'personal-number', 'inside-host', 'denied'] as const;
export const perhapsRules = ['sample'] as const;
export const scanRules = [...secretRules, ...personalRules, ...perhapsRules] as const;
export type ScanRule = (typeof scanRules)[number];

/** `perhaps`: the name of a sample may be that of a patient; nobody can tell from the record. */
export const scanGroups = ['secret', 'personal', 'perhaps'] as const;
export type ScanGroup = (typeof scanGroups)[number];

export function groupOf(rule: ScanRule): ScanGroup {
  if ((perhapsRules as readonly ScanRule[]).includes(rule)) return 'perhaps';
  return (personalRules as readonly ScanRule[]).includes(rule) ? 'personal' : 'secret';
}

const words: Record<SecretRule | (typeof personalRules)[number] | (typeof perhapsRules)[number], string> = {
  'private-key': 'a private key',
  'web-token': 'a JSON Web Token',
  'platform-token': 'a Seqera Platform token',
  'cloud-key': 'a key of a cloud account',
  'code-host-token': 'a token of GitHub, GitLab or Bitbucket',
  'service-token': 'a token of another service',
  'named-value': 'a value under a name such as password, token or api_key',
  'authorization-header': 'an authorization header',
  'signed-url': 'the signature of a signed address',
  'url-credentials': 'a password in an address',
  copy: 'a copy of one of these',
  email: 'an e-mail address',
  'home-folder': "a person's home folder",
  person: 'a user or person by name',
  'personal-number': 'a value under a name such as mrn, ssn or date of birth',
  'inside-host': 'a host or address of an inside network',
  denied: 'what your deny list names',
  sample: 'the name of a sample or subject: may be personal data',
};

export function isScanRule(text: string): text is ScanRule {
  return (scanRules as readonly string[]).includes(text);
}

export function ruleWords(rule: ScanRule): string {
  return words[rule];
}

/** The one sentence that says what finding nothing means. */
export const noneFound = 'The rules found none; rules cannot find all.';
