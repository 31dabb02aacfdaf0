/** Which list lies behind a number that is no measure: the one place where the views and their tests look it up. */
import type { Executive, OverviewList } from '../contract/overview';

export interface Behind {
  list: OverviewList;
  part?: string;
}

export const behindRisk: Record<Executive['risks'][number]['id'], Behind> = {
  'bad-outputs': { list: 'bad-outputs' },
  'grave-findings': { list: 'open-findings', part: 'finding' },
  'other-findings': { list: 'open-findings', part: 'other-finding' },
  'broken-chains': { list: 'coverage' },
  unchecked: { list: 'outputs', part: 'not-checked' },
  policy: { list: 'policy' },
};

/** Of the bins of the runs over time; the part is the begin of the bin. */
export const behindBin = { runs: 'runs', checks: 'checks', findings: 'found' } as const satisfies Record<string, OverviewList>;

type DomainColumn = Exclude<keyof Executive['domains'][number], 'domain'>;

/** Part of the list of domains: a column of the table, and the domain behind a colon; without one: the runs that have none. */
export function domainPart(column: DomainColumn, domain: string | null): string {
  return domain === null ? column : `${column}:${domain}`;
}

/** Of the counts of what an incident reached, or may have. */
export const behindReach = { runs: 'run', published: 'published-file' } as const;
