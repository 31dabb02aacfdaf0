/** Masks by the rules for secrets alone, without a key and the lists of a workspace: for facts that go into the index, and what belongs to no workspace. */
import { createMasker, type Masked } from './masker';

/** Its tokens have no digest. */
export const plainMasker = createMasker({ policy: { personal: [], deny: [], allow: [] }, hmac: null, known: () => [] });

export function maskText(text: string): Masked<string> {
  return plainMasker.text(text);
}

export function maskTexts<T>(value: T): T {
  return plainMasker.texts(value);
}
