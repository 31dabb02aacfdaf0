/** The small set of rules that "policy violations" counts: each named, about runs or about tasks, decided by records and kept checks alone. */
import { pinnedBy } from '../engine/runs/environment';

export const policyRules = ['container-tag-only', 'environment-not-recorded', 'no-commit', 'local-code', 'code-differs', 'no-history-line'] as const;
export type PolicyRule = (typeof policyRules)[number];

export const ruleWords: Record<PolicyRule, { about: 'run' | 'task'; short: string; rule: string }> = {
  'container-tag-only': {
    about: 'task',
    short: 'container by tag only',
    rule: 'A task names its container by digest: a tag can name another image every day.',
  },
  'environment-not-recorded': {
    about: 'task',
    short: 'no container, conda or spack recorded',
    rule: 'A task names a container, a conda or a spack environment: else the programs of some machine were used, which no record names.',
  },
  'no-commit': { about: 'run', short: 'no commit recorded', rule: 'A run names the commit of its pipeline.' },
  'local-code': {
    about: 'run',
    short: 'code from a local folder',
    rule: 'A run names a repository that others can reach: code from a folder of one machine may have been changed without a trace (dirty).',
  },
  'code-differs': {
    about: 'run',
    short: 'code is not that of the commit',
    rule: 'Where the code of a run was held against its commit here, nothing of it differs. A run whose code nobody has checked does not break this rule, and does not keep it either.',
  },
  'no-history-line': { about: 'run', short: 'no line in the history', rule: 'A run has a line in the run history of the store.' },
};

export interface TaskFacts {
  container: string | null;
  conda: string | null;
  spack: string | null;
}

export interface RunFacts {
  repository: string | null;
  commit: string | null;
  /** A line of the history that is there now names it. */
  inHistory: boolean;
  /** Files of its newest code check that mismatch; null: nobody has checked, or the record has changed since. */
  codeMismatches: number | null;
}

export function brokenByTask({ container, conda, spack }: TaskFacts): PolicyRule[] {
  const pinned = pinnedBy(container);
  if (pinned === 'tag-only') return ['container-tag-only'];
  return pinned === 'none' && !conda && !spack ? ['environment-not-recorded'] : [];
}

export function brokenByRun({ repository, commit, inHistory, codeMismatches }: RunFacts): PolicyRule[] {
  return [
    ...(commit ? [] : (['no-commit'] as const)),
    ...(isLocal(repository) ? (['local-code'] as const) : []),
    ...((codeMismatches ?? 0) > 0 ? (['code-differs'] as const) : []),
    ...(inHistory ? [] : (['no-history-line'] as const)),
  ];
}

/** No repository, a path, or `file:`; an address with a host is none. */
function isLocal(repository: string | null): boolean {
  return !repository || /^(file:|\/|\.|~|[A-Za-z]:[\\/])/i.test(repository);
}
