/** What speaks against signing fingerprints off: files that are others or amiss at their newest check, and those that nobody has read here. */
import type { BaselineDoubts } from '../../contract/baseline';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import { isFinding } from '../../verify/finding';
import type { OpenWorkspace } from '../context';
import type { BaselineFile } from './files';

/** Of the files that have a fingerprint which is not locked yet; each is counted once, under the first that holds. */
export function doubtsOf(workspace: OpenWorkspace, files: readonly Pick<BaselineFile, 'node' | 'fingerprint'>[]): BaselineDoubts {
  const asked = files.filter(({ fingerprint }) => fingerprint !== null && !fingerprint.locked);
  const checks = checksOfNodes(
    workspace.db,
    asked.map(({ node }) => node),
  );
  const doubts: BaselineDoubts = { changed: 0, amiss: 0, unread: 0 };
  for (const { node, fingerprint } of asked) {
    const check = newestCheck(checks.get(node));
    if (check?.baseline === 'changed') doubts.changed++;
    // A file that was replaced on purpose is not as recorded: that was said, with a reason, when its fingerprint was renewed.
    else if (check !== null && isFinding(check) && !(fingerprint?.origin === 'renewed' && check.sha256 === fingerprint.sha256)) doubts.amiss++;
    else if (fingerprint?.origin === 'imported' && check?.sha256 == null) doubts.unread++;
  }
  return doubts;
}
