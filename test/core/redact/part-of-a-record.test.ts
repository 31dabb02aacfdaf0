/** What is shown of a record is masked by all that the record holds. */
import { expect, it } from 'vitest';
import { createMasker } from '../../../core/redact/masker';

const masker = createMasker({ policy: { personal: [], deny: [], allow: [] }, hmac: null, known: () => [] });

it('a secret that stands in another part of the record is masked in the part that is shown', () => {
  const script = 'fetch --with 9f8e7d6c5b4a39281706 reads.fq';
  const whole = { script, input: [{ type: 'String', name: 'api_key', value: '9f8e7d6c5b4a39281706' }] };
  expect(masker.value({ script }).value).toEqual({ script });
  const shown = masker.value({ script }, [], whole).value;
  expect(JSON.stringify(shown)).not.toContain('9f8e7d6c5b4a39281706');
  expect(shown).toEqual({ script: (masker.value(whole).value as typeof whole).script });
});
