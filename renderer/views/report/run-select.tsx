/** One run of the workspace, found by its name or LID. */
import { Select } from '@mantine/core';
import { shortLid, utc } from '../../parts/format';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { reportsWords as words } from '../../words/report';

interface RunSelectProps {
  workspace: string;
  label: string;
  placeholder?: string;
  /** A run that cannot be chosen. */
  without?: string;
  value: string | null;
  onChange: (lid: string | null) => void;
}

export function RunSelect({ workspace, label, placeholder = words.chooseRun, without, value, onChange }: RunSelectProps) {
  const runs = useCall('runs.list', { workspace }).data?.runs ?? [];
  return (
    <Select
      className="report-asked"
      label={label}
      placeholder={placeholder}
      data={runs
        .filter(({ lid }) => lid !== without)
        .map(({ lid, name, start }) => ({ value: lid, label: [visibleText(name ?? shortLid(lid)), start && utc(start)].filter(Boolean).join(' · ') }))}
      value={value}
      searchable
      clearable={without !== undefined}
      nothingFoundMessage={words.noRuns}
      onChange={onChange}
    />
  );
}
