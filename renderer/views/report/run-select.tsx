/** One run of the workspace, found by its name or LID. */
import { LongSelect, useRunChoices } from '../../parts/long-select';
import { partsWords } from '../../words/parts';
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
  const choices = useRunChoices(workspace, [without ?? null]);
  return (
    <LongSelect
      className="report-asked"
      label={label}
      placeholder={placeholder}
      choices={choices}
      value={value}
      clearable={without !== undefined}
      nothingFoundMessage={choices.length === 0 ? words.noRuns : partsWords.noChoice}
      onChange={onChange}
    />
  );
}
