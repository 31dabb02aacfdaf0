/** What speaks against signing fingerprints off, in words. */
import type { BaselineDoubts } from '../contract/baseline';

/** One sentence; empty where nothing speaks against it. */
export function doubtsText({ changed, amiss, unread }: BaselineDoubts): string {
  const parts = [
    changed > 0 ? `${changed} had other bytes than their fingerprint at their newest check` : '',
    amiss > 0 ? `${amiss} were not as recorded, missing or unreadable then` : '',
    unread > 0 ? `${unread} come from a list alone: nobody has read these files here` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `Of these files ${parts.join('; ')}.`;
}
