/** Which checkpoint a report is of: the newest there is, one by its number, or one that is signed now, once, by a press. */
import { Group, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReportAbout } from '../../../core/contract/reports';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { utc } from '../../parts/format';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { reportSettingsWords as words } from '../../words/report';
import { type Chosen, settingsOf } from './chosen';

interface CheckpointChoiceProps {
  workspace: string;
  about: ReportAbout;
  chosen: Chosen;
  onChange: (at: Chosen['at']) => void;
}

export function CheckpointChoice({ workspace, about, chosen, onChange }: CheckpointChoiceProps) {
  const { at } = chosen;
  const query = useCall('evidence.log', { workspace });
  const [signing, setSigning] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  // The preview names the number, never "latest": else each look would sign a checkpoint.
  const sign = async () => {
    setSigning(true);
    setFailed(null);
    try {
      const { outline } = await call('report.outline', { workspace, about, settings: { ...settingsOf(chosen), at: 'latest' } });
      if (outline.checkpoint === null) throw new Error(words.notSigned);
      onChange(outline.checkpoint.number);
    } catch (error) {
      setFailed(error);
    } finally {
      setSigning(false);
    }
  };
  return (
    <Loaded query={query}>
      {({ log: { last } }) => (
        <Stack gap={6}>
          <Radio.Group
            label={words.checkpoint}
            description={last === null ? words.noCheckpoint : words.newest(last.number, utc(last.at) ?? last.at)}
            value={at === 'newest' ? 'newest' : 'number'}
            onChange={(value) => onChange(value === 'newest' || last === null ? 'newest' : last.number)}
          >
            <Stack gap={4} mt={6}>
              <Radio size="xs" value="newest" label={words.theNewest} />
              <Radio size="xs" value="number" label={words.byNumber} disabled={last === null} />
            </Stack>
          </Radio.Group>
          {typeof at === 'number' && (
            <NumberInput
              size="xs"
              label={words.number}
              min={1}
              {...(last && { max: Math.max(last.number, at) })}
              allowDecimal={false}
              clampBehavior="strict"
              value={at}
              onChange={(value) => typeof value === 'number' && value >= 1 && onChange(value)}
            />
          )}
          <Group>
            <ActButton act="evidence.handOut" size="xs" variant="default" loading={signing} title={words.signTip} onClick={() => void sign()}>
              {words.sign}
            </ActButton>
          </Group>
          <Text size="xs" c="var(--text-muted)">
            {words.signTip}
          </Text>
          {failed !== null && <ErrorBox error={failed} />}
        </Stack>
      )}
    </Loaded>
  );
}
