/** A workspace whose table of the search is made, in turns with other calls. */
import type { EngineContext, OpenWorkspace } from '../context';
import { prepared, toEnd } from '../prepared';
import { tableInTurns } from './table';

export function searchable({ open }: Pick<EngineContext, 'open'>, name: string): Promise<OpenWorkspace> {
  return prepared(
    () => open(name),
    (workspace) => toEnd(tableInTurns(workspace)),
  );
}
