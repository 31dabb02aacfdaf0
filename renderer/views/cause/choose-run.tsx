/** Any other run to compare the file with, whether or not it is of the same pipeline; and back to the rule. */
import { Button, Select } from '@mantine/core';
import { useLocation } from 'wouter';
import { shortLid, utc } from '../../parts/format';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
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
  const runs = useCall('runs.list', { workspace }).data?.runs ?? [];
  const others = runs.filter(({ lid }) => lid !== run && lid !== against);
  return (
    <>
      {byHand && (
        <Button variant="default" onClick={() => go(paths.cause(workspace, file))}>
          {words.byRule}
        </Button>
      )}
      {others.length > 0 && (
        <Select
          aria-label={words.chooseLabel}
          placeholder={words.choose}
          data={others.map(({ lid, name, start }) => ({ value: lid, label: visibleText(`${name ?? shortLid(lid)}${start === null ? '' : ` · ${utc(start) ?? start}`}`) }))}
          value={null}
          searchable
          onChange={(lid) => lid !== null && go(paths.cause(workspace, file, lid))}
          comboboxProps={{ width: 340, position: 'bottom-end' }}
          className="compare-with"
        />
      )}
    </>
  );
}
