/** What two runs record as a whole and differs: no record shows that it reached a file, and it may have. */

import type { SideFact } from '../../contract/compare';
import type { OpenWorkspace } from '../../engine/context';
import type { JsonObject } from '../../record/json';
import { compareCode, compareEnvironment, compareParams, runSpec } from '../compare/run-level';
import { textOfValue } from '../compare/task-facts';
import type { Unranked } from './rank';
import type { CauseKind } from './vocabulary';

const longest = 500;

/** Either null: its record could not be read, and nothing of it is known. */
export function differencesOfRuns(workspace: Pick<OpenWorkspace, 'masker'>, left: JsonObject | null, right: JsonObject | null): Unranked[] {
  if (left === null || right === null) return [];
  const [a, b] = [runSpec(workspace, left), runSpec(workspace, right)];
  // The config repeats every parameter.
  const settings = compareEnvironment(a, b).filter(({ name }) => !name.startsWith('config params.'));
  return [...entries(compareParams(a, b), 'parameter', 'Parameter'), ...entries(compareCode(a, b).facts, 'code', ''), ...entries(settings, 'environment', '')];
}

function entries(facts: readonly SideFact[], kind: CauseKind, subject: string): Unranked[] {
  return facts
    .filter(({ status }) => status !== 'same' && status !== 'not-recorded')
    .map(({ name, left, right, masked }): Unranked => {
      const [one, other] = [shown(left), shown(right)];
      const isHidden = masked && one === other;
      return {
        kind,
        role: 'run',
        effect: 'unknown',
        standing: left === null || right === null ? 'perhaps' : 'shown',
        distance: null,
        name,
        left: one,
        right: other,
        words: `${subject === '' ? name : `${subject} "${name}"`}: ${one ?? 'not recorded'} in the first, ${other ?? 'not recorded'} in the second${isHidden ? '; the difference lies inside a masked secret' : ''}.`,
        diff: null,
        tasks: [],
        taskCount: 0,
        parameter: false,
      };
    });
}

function shown(value: SideFact['left']): string | null {
  if (value === null) return null;
  const text = textOfValue(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
