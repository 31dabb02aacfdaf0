/** The seal and the signatures of a report, in each file that the journal says holds it: who, what was meant, when, whether it is intact, what it covers. */
import { Modal, Stack, Text } from '@mantine/core';
import type { FoundSignature } from '../../../core/contract/signatures';
import { coverageWords, identityWords, integrityWords } from '../../../core/report/signature-words';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { useFocusBack } from '../../parts/use-focus-back';
import { visibleText } from '../../parts/visible-text';
import { signWords as words } from '../../words/sign';

const colours = { good: 'var(--mantine-color-text)', bad: 'var(--bad-fg)', unknown: 'var(--caution-fg)' } as const;

export function SignaturesDialog({ workspace, id, onClose }: { workspace: string; id: string; onClose: () => void }) {
  useFocusBack();
  const query = useCall('report.signed-files', { workspace, id }, { fresh: true });
  return (
    <Modal opened onClose={onClose} title={words.listTitle(id)} size="xl" closeButtonProps={{ 'aria-label': words.close }}>
      <Stack gap="md">
        <Text c="var(--text-muted)">{words.listHint}</Text>
        <Loaded query={query}>
          {({ files }) =>
            files.map((file) => (
              <section key={file.path} className="panel" aria-label={visibleText(file.path)}>
                <Text className="mono wrap-anywhere">{visibleText(file.path)}</Text>
                <Text>
                  {words.as[file.as]} <Instant value={file.at} />. <span style={{ color: colours[file.is === 'as-written' ? 'good' : 'bad'] }}>{words.is[file.is]}</span>
                </Text>
                {file.problem !== null && <Text>{visibleText(file.problem)}</Text>}
                {file.signatures.length === 0 && (file.is === 'as-written' || file.is === 'other') && <Text c={colours.bad}>{words.noSeal}</Text>}
                {file.signatures.map((one) => (
                  <OneSignature key={one.field} one={one} />
                ))}
                {file.signatures.length > 0 && file.signatures.every(({ kind }) => kind === 'seal') && <Text>{words.nobody}</Text>}
              </section>
            ))
          }
        </Loaded>
      </Stack>
    </Modal>
  );
}

function OneSignature({ one }: { one: FoundSignature }) {
  const { certificate } = one;
  const [integrity, coverage] = [integrityWords(one), coverageWords(one)];
  return (
    <dl className="report-facts" aria-label={one.kind === 'seal' ? words.seal : words.signature}>
      <Fact name={one.kind === 'seal' ? words.seal : words.by} value={one.name} />
      {one.kind === 'signature' && <Fact name={words.meant} value={`${one.meaning ?? words.none}${one.reason === null ? '' : `: ${one.reason}`}`} />}
      <Fact name={words.at} value={one.signedAt} />
      <Fact name={words.validity} value={integrity.text} colour={colours[integrity.tone]} />
      <Fact name={words.covers} value={coverage.text} colour={colours[coverage.tone]} />
      <Fact name={words.identity} value={identityWords(one)} />
      {certificate !== null && <Fact name={words.whose} value={`${certificate.subject}; ${words.issued(certificate.selfSigned ? null : certificate.issuer)}`} />}
      {certificate !== null && <Fact name={words.fingerprint} value={certificate.sha256} />}
    </dl>
  );
}

function Fact({ name, value, colour }: { name: string; value: string | null; colour?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="wrap-anywhere" style={colour === undefined ? undefined : { color: colour }}>
        {visibleText(value ?? words.none)}
      </dd>
    </div>
  );
}
