/** The quality measures: one row each, what one is below the table, and the list behind it there or on a page of its own. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Measure } from '../../../core/contract/overview';
import { measureTarget, measureValue } from '../../../core/overview/words';
import { type Column, DataTable } from '../../parts/data-table';
import { count } from '../../parts/format';
import { useWorkspace } from '../../parts/workspace-context';
import { paths } from '../../routes';
import { overviewWords as words } from '../../words/overview';
import { ListBehind } from './list-behind';
import { ListLink } from './list-link';
import { MeasureFacts } from './measure-facts';

const columns: readonly Column<Measure>[] = [
  { id: 'name', title: words.measure, value: (one) => one.name, width: 260 },
  { id: 'value', title: words.value, value: (one) => measureValue(one), width: 110, align: 'right' },
  {
    id: 'counted',
    title: words.counts,
    value: (one) => (one.numerator === null ? count(one.denominator ?? 0) : `${count(one.numerator)} / ${count(one.denominator ?? 0)}`),
    width: 130,
    align: 'right',
  },
  { id: 'target', title: words.target, value: (one) => measureTarget(one), width: 135 },
  { id: 'met', title: words.state, value: (one) => words.met[`${one.met}`], width: 140 },
  { id: 'listed', title: words.listed, tip: words.listedTip, value: (one) => one.listed, cell: (one) => <Listed measure={one} />, width: 90, align: 'right' },
  { id: 'formula', title: words.formula, value: (one) => one.why ?? one.formula, width: 240, grow: 2 },
];

function Listed({ measure: { id, name, listed } }: { measure: Measure }) {
  return <ListLink workspace={useWorkspace()} behind={{ list: id }} n={listed} of={words.list(name)} />;
}

export function Measures({ workspace, measures }: { workspace: string; measures: readonly Measure[] }) {
  const [, go] = useLocation();
  const [id, setId] = useState<Measure['id'] | null>(null);
  const chosen = measures.find((one) => one.id === id);
  return (
    <>
      <h2>{words.measures}</h2>
      <p className="muted">{words.measuresHint}</p>
      <DataTable
        label={words.measures}
        noun={words.measureNoun}
        rows={measures}
        columns={columns}
        rowKey={(one) => one.id}
        onOpen={(one) => go(paths.overviewList(workspace, { list: one.id }))}
        onSelect={(one) => setId(one.id)}
        maxHeight={460}
      />
      {chosen && (
        <div className="overview-card" aria-live="polite">
          <h2>
            {chosen.name}: {measureValue(chosen)}
          </h2>
          <MeasureFacts measure={chosen} />
          <ListBehind key={chosen.id} workspace={workspace} list={chosen.id} title={chosen.list} measure={chosen} />
        </div>
      )}
    </>
  );
}
