/** Asks why findings may stand, and keeps the answer. */
import { call } from '../../client';
import { ReasonDialog } from '../../parts/reason-dialog';
import { findingsWords as words } from '../../words/findings';

export function AcknowledgeDialog({ workspace, ids, onClose }: { workspace: string; ids: string[]; onClose: () => void }) {
  return (
    <ReasonDialog
      title={words.acknowledgeTitle}
      hint={words.acknowledgeHint}
      action={words.acknowledgeDo}
      onClose={onClose}
      onSubmit={async (reason) => void (await call('findings.acknowledge', { workspace, ids, reason }))}
    />
  );
}
