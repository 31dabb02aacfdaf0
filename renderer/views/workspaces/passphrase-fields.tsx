/** A new passphrase, typed twice: what it is worth in plain words, and what losing it means. */
import { PasswordInput, Stack, Text } from '@mantine/core';
import { passphraseProblem, passphraseWords } from '../../../core/at-rest/passphrase';
import { lostWords } from '../../../core/at-rest/words';
import { atRestWordsOf as words } from '../../words/at-rest';

export interface TypedTwice {
  passphrase: string;
  again: string;
}

export const nothingTyped: TypedTwice = { passphrase: '', again: '' };

/** Whether it can be taken: long enough, and the same twice. */
export function isTaken({ passphrase, again }: TypedTwice): boolean {
  return passphraseProblem(passphrase) === null && passphrase === again;
}

interface PassphraseFieldsProps {
  typed: TypedTwice;
  onChange: (typed: TypedTwice) => void;
  label?: string;
  /** They are the first of their dialog, so the focus begins there. */
  first?: boolean;
}

export function PassphraseFields({ typed, onChange, label = words.passphrase, first = false }: PassphraseFieldsProps) {
  const { passphrase, again } = typed;
  return (
    <Stack gap="xs">
      <PasswordInput
        label={label}
        value={passphrase}
        autoComplete="new-password"
        maxLength={1024}
        data-autofocus={first || undefined}
        onChange={(event) => onChange({ passphrase: event.currentTarget.value, again })}
      />
      {passphrase !== '' && (
        <Text size="sm" role="status" className={passphraseProblem(passphrase) === null ? 'muted' : 'caution'}>
          {passphraseWords(passphrase)}
        </Text>
      )}
      <PasswordInput
        label={words.again}
        value={again}
        autoComplete="new-password"
        maxLength={1024}
        error={again !== '' && again !== passphrase ? words.differ : null}
        onChange={(event) => onChange({ passphrase, again: event.currentTarget.value })}
      />
      <Text size="sm" fw={600}>
        {lostWords}
      </Text>
      <Text size="sm" className="muted">
        {words.notRemembered} {words.exports}
      </Text>
    </Stack>
  );
}
