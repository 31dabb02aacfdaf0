/** The masker of a workspace: made once for each state of its rules. */
import type { MaskedBy } from '../contract/masking';
import type { Ports } from '../ports';
import { createMasker, type Masker } from '../redact/masker';
import { defaultPolicy, type MaskingPolicy, policyText } from '../redact/policy';
import type { WorkspaceSettings } from './context';

interface Masking {
  masker: Masker;
  maskedBy: MaskedBy;
}

/** By the object of the rules, and by what they say: settings are read anew whenever another process may have written them. */
const byObject = new WeakMap<object, Masking>();
const byText = new WeakMap<Ports, Map<string, Masking>>();

export function policyOf({ masking }: Pick<WorkspaceSettings, 'masking'>): MaskingPolicy {
  return masking ?? defaultPolicy;
}

export function maskingOf(ports: Ports, { masking }: Pick<WorkspaceSettings, 'masking'>): Masking {
  const known = byObject.get(masking ?? ports);
  if (known !== undefined) return known;
  const policy = masking ?? defaultPolicy;
  const text = `${policy.number} ${policyText(policy)}`;
  const texts = byText.get(ports) ?? new Map<string, Masking>();
  byText.set(ports, texts);
  const one = texts.get(text) ?? make(ports, policy);
  texts.set(text, one);
  byObject.set(masking ?? ports, one);
  return one;
}

export function masksBy({ masking }: Ports, policy: MaskingPolicy): MaskedBy {
  return { number: policy.number, rules: masking.hmac(policyText(policy)).slice(0, 16), key: masking.key().id };
}

export function maskerBy({ masking: { hmac, known } }: Ports, policy: Parameters<typeof createMasker>[0]['policy']): Masker {
  return createMasker({ policy, hmac, known });
}

function make(ports: Ports, policy: MaskingPolicy): Masking {
  return { masker: maskerBy(ports, policy), maskedBy: masksBy(ports, policy) };
}
