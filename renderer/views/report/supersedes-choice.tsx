/** Which earlier report a new one supersedes, of those saved of the same kind, and why. */
import { Stack, TextInput } from '@mantine/core';
import type { ReportKind } from '../../../core/contract/reports';
import { utc } from '../../parts/format';
import { LongSelect } from '../../parts/long-select';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { reportSettingsWords as words } from '../../words/report';
import type { Chosen } from './chosen';

interface SupersedesChoiceProps {
  workspace: string;
  kind: ReportKind;
  chosen: Chosen['supersedes'];
  onChange: (chosen: Chosen['supersedes']) => void;
}

export function SupersedesChoice({ workspace, kind, chosen, onChange }: SupersedesChoiceProps) {
  const saved = useCall('report.saved', { workspace }, { fresh: true }).data?.reports ?? [];
  const choices = new Map(
    saved.filter((one) => one.kind === kind && one.id !== '').map((one) => [one.id, words.savedAs(one.id, one.version, visibleText(one.subject), utc(one.at) ?? one.at)]),
  );
  return (
    <Stack gap={6}>
      <LongSelect
        label={words.supersedes}
        description={choices.size === 0 ? words.noneSaved : words.supersedesHint}
        placeholder={words.supersedesNone}
        choices={[...choices].map(([value, label]) => ({ value, label }))}
        value={chosen.id || null}
        disabled={choices.size === 0}
        clearable
        clearButtonProps={{ 'aria-label': words.supersedesNone }}
        onChange={(id) => onChange({ ...chosen, id: id ?? '' })}
      />
      {chosen.id !== '' && (
        <TextInput
          size="xs"
          label={words.reason}
          maxLength={1000}
          required
          value={chosen.reason}
          error={chosen.reason.trim() === '' && words.reasonNeeded}
          onChange={(event) => onChange({ ...chosen, reason: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
