/** Reads records for a page of steps; one whose kept bytes are damaged is told by its place in the history, and stops no other. */
import type { OpenWorkspace } from '../../engine/context';
import { recordsOf } from '../../engine/record-of';
import { AuditError } from '../../errors';
import type { JsonObject } from '../../record/json';

export function recordsThatCanBeRead(workspace: OpenWorkspace, ids: readonly number[]): Map<number, JsonObject> {
  const specs = new Map<number, JsonObject>();
  for (const id of ids) {
    try {
      const record = recordsOf(workspace, [id]).get(id);
      if (record !== undefined) specs.set(id, record.spec);
    } catch (error) {
      if (!(error instanceof AuditError && error.code === 'evidence-damaged')) throw error;
    }
  }
  return specs;
}
