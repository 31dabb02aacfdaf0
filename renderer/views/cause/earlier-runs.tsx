/** Earlier runs of the same pipeline: what speaks for each, why the rule does not take it, and a button that does. */
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { EarlierRun } from '../../../core/contract/cause';
import { notTakenWords } from '../../../core/graph/cause/vocabulary';
import { outputStatusWords } from '../../../core/graph/compare/vocabulary';
import { verdictWords } from '../../../core/verify/verdict';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { shortLid } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { causeWords as words } from '../../words/cause';

const nameOf = ({ name, lid }: EarlierRun) => name ?? shortLid(lid);
const fileText = ({ compared, notTaken }: EarlierRun) =>
  [compared === null ? null : outputStatusWords[compared.status].short, notTaken === null ? null : notTakenWords[notTaken]].filter(Boolean).join('; ');
const groundText = ({ ground, verdict }: EarlierRun) => `${words.grounds[ground]}${verdict === null ? '' : ` (${verdictWords[verdict].short})`}`;

export function EarlierRuns({ rows, taken, onChoose }: { rows: readonly EarlierRun[]; taken: string | null; onChoose: (run: string) => void }) {
  const columns = useMemo<readonly Column<EarlierRun>[]>(
    () => [
      { id: 'run', title: words.columnRun, value: nameOf, cell: (row) => <LidLink lid={row.lid} title={nameOf(row)} kind="WorkflowRun" />, width: 140, grow: 0.6 },
      {
        id: 'start',
        title: words.columnStart,
        absent: words.notRecorded,
        value: (row) => row.start,
        cell: (row) => row.start !== null && <Instant value={row.start} />,
        width: 190,
      },
      { id: 'commit', title: words.columnCommit, absent: words.notRecorded, value: (row) => row.commit, width: 120, mono: true },
      { id: 'file', title: words.columnFile, value: fileText, width: 220, grow: 1.2 },
      { id: 'ground', title: words.columnGround, value: groundText, width: 200, grow: 1 },
      {
        id: 'use',
        title: words.use,
        action: true,
        value: () => null,
        cell: (row) =>
          row.lid === taken ? (
            <span className="muted">{words.taken}</span>
          ) : (
            row.file !== null && (
              <Button variant="default" size="compact-xs" aria-label={`${words.use}: ${nameOf(row)}`} onClick={() => onChoose(row.lid)}>
                {words.use}
              </Button>
            )
          ),
        width: 160,
      },
    ],
    [taken, onChoose],
  );
  return (
    <DataTable
      label={words.earlierTable}
      noun={words.earlierNoun}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.lid}
      maxHeight={320}
      empty={<EmptyState title={words.earlierNone} />}
    />
  );
}
