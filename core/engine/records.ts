/** A record's page, the long lists of it, and its raw bytes. */
import type { EngineHandlers } from '../contract';
import { base64Of } from './base64';
import type { EngineContext } from './context';
import { recordEntries, recordsNaming } from './record-lists';
import { rawVersion, recordPage } from './record-page';

/** At most so many bytes of a record cross to the window at once. */
const shownBytes = 1024 * 1024;

export function recordHandlers(context: EngineContext): Pick<EngineHandlers, 'records.get' | 'records.entries' | 'records.naming' | 'records.raw'> {
  return {
    'records.get': ({ workspace, lid, sha256, first }) => ({ record: recordPage(context.open(workspace), lid, sha256, first) }),
    'records.entries': ({ workspace, page, ...asked }) => recordEntries(context.open(workspace), asked, page),
    'records.naming': ({ workspace, lid, page }) => recordsNaming(context.open(workspace), lid, page),
    'records.raw': ({ workspace: name, lid, sha256 }) => {
      const workspace = context.open(name);
      const { version, bytes } = rawVersion(workspace, lid, sha256);
      const shown = bytes.subarray(0, shownBytes);
      return {
        sha256: version.sha256,
        size: version.size,
        text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(shown),
        base64: base64Of(shown),
        truncated: bytes.length > shown.length,
        validUtf8: isUtf8(bytes),
      };
    },
  };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
