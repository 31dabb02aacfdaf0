/** The question in a form: by what, and its value; asked, it goes into the address. */
import { Button, Select } from '@mantine/core';
import { IconArrowRampRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ImpactBy, ImpactQuestion } from '../../../core/contract/impact';
import { impactParts, paths, questionOfParts } from '../../routes';
import { impactWords as words } from '../../words/impact';
import { ImpactField } from './impact-field';

const bys = Object.entries(words.bys).map(([value, label]) => ({ value, label }));

export function ImpactForm({ workspace, asked }: { workspace: string; asked: ImpactQuestion | null }) {
  const [, go] = useLocation();
  const [by, setBy] = useState<ImpactBy>(asked?.by ?? 'path');
  const [first = '', second = ''] = asked === null ? [] : impactParts(asked);
  const [value, setValue] = useState(first);
  const [more, setMore] = useState(second);
  const question = questionOfParts(by, value.trim(), more.trim());
  const moreLabel = words.more[by];
  return (
    <form
      className="impact-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (question !== null) go(paths.impact(workspace, question));
      }}
    >
      <Select label={words.by} data={bys} value={by} allowDeselect={false} onChange={(to) => setBy((to ?? 'path') as ImpactBy)} />
      <ImpactField className="impact-value" workspace={workspace} by={by} label={words.value[by]} value={value} onChange={setValue} />
      {moreLabel !== undefined && <ImpactField className="impact-more" workspace={workspace} by={by} of={value.trim()} label={moreLabel} value={more} onChange={setMore} />}
      <Button type="submit" disabled={question === null} leftSection={<IconArrowRampRight size={16} aria-hidden="true" />}>
        {words.ask}
      </Button>
    </form>
  );
}
