/** A record as every view asks for it, so that they share one answer: of long lists the first entries. */
import { useCall } from './use-call';

const first = 100;

/** null: nothing is asked. `version`: the SHA-256 of an earlier one. */
export function useRecord(workspace: string, lid: string | null, version: string | null = null) {
  return useCall('records.get', { workspace, lid: lid ?? '', first, ...(version && { sha256: version }) }, { enabled: lid !== null });
}
