/** Any other run to compare the file with, whether or not it is of the same pipeline; and back to the rule. */
import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { LongSelect, useRunChoices } from '../../parts/long-select';
import { paths } from '../../routes';
import { causeWords as words } from '../../words/cause';

interface Props {
  workspace: string;
  file: string;
  run: string;
  against: string | null;
  byHand: boolean;
}

export function ChooseRun({ workspace, file, run, against, byHand }: Props) {
  const [, go] = useLocation();
  const others = useRunChoices(workspace, [run, against]);
  return (
    <>
      {byHand && (
        <Button variant="default" onClick={() => go(paths.cause(workspace, file))}>
          {words.byRule}
        </Button>
      )}
      {others.length > 0 && (
        <LongSelect
          aria-label={words.chooseLabel}
          placeholder={words.choose}
          choices={others}
          value={null}
          onChange={(lid) => lid !== null && go(paths.cause(workspace, file, lid))}
          comboboxProps={{ width: 340, position: 'bottom-end' }}
          className="compare-with"
        />
      )}
    </>
  );
}
