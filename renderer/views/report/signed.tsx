/** What was signed: read back from the file, as anybody else would read it. */
import { Button, Group, Stack, Text } from '@mantine/core';
import type { Output } from '../../../core/contract';
import { coverageWords, identityWords, integrityWords } from '../../../core/report/signature-words';
import { CopyButton } from '../../parts/copy-button';
import { visibleText } from '../../parts/visible-text';
import { signWords as words } from '../../words/sign';

export function Signed({ result, onClose }: { result: Output<'report.sign'>; onClose: () => void }) {
  const { signature } = result;
  const { certificate } = signature;
  const rows: [name: string, value: string, copied?: string][] = [
    [words.by, signature.name ?? words.none],
    [words.meant, signature.reason ?? words.none],
    [words.at, signature.signedAt ?? words.none],
    [words.whose, certificate?.subject ?? words.none],
    [words.identity, identityWords(signature)],
    [words.fingerprint, certificate?.sha256 ?? words.none, words.fingerprint],
    [words.saved, result.path, words.saved],
    [words.sha, result.sha256, words.sha],
  ];
  return (
    <Stack gap="sm">
      <div role="status">
        <Text fw={600}>{words.done}</Text>
        <Text>
          {integrityWords(signature).text}; {coverageWords(signature).text}.
        </Text>
      </div>
      <dl className="report-facts">
        {rows.map(([name, value, copied]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="wrap-anywhere">
              {visibleText(value)} {copied !== undefined && <CopyButton text={value} what={copied} />}
            </dd>
          </div>
        ))}
      </dl>
      <Text>{words.places(result.placesLeft)}</Text>
      <Group justify="flex-end">
        <Button onClick={onClose}>{words.close}</Button>
      </Group>
    </Stack>
  );
}
