/** The head of a git bundle, versions 2 and 3 (git's Documentation/gitformat-bundle): what it holds, what it needs, where its pack begins. */
import { AuditError } from '../../../core/errors';

export interface BundleHead {
  version: 2 | 3;
  refs: { name: string; id: string }[];
  /** Commits that whoever reads it must have already; none in a bundle that stands alone. */
  prerequisites: string[];
  /** The byte after the empty line. */
  packStart: number;
}

const signature = /^# v\d+ git bundle\n/;

export function isBundle(bytes: Uint8Array): boolean {
  return signature.test(Buffer.from(bytes.subarray(0, 32)).toString('latin1'));
}

/** Throws AuditError: `not-supported` for another version, SHA-256 or an unknown capability, `file-unreadable` for a head that is none. */
export function readBundleHead(path: string, bytes: Uint8Array): BundleHead {
  let at = 0;
  const next = (): string => {
    const end = bytes.indexOf(10, at);
    if (end < 0) throw new AuditError('file-unreadable', `${path} is damaged: it ends within its head. Make the bundle again, or get another copy of it.`, { path });
    const line = Buffer.from(bytes.subarray(at, end)).toString('utf8');
    at = end + 1;
    return line;
  };
  const version = Number(/\d+/.exec(next())?.[0]);
  if (version !== 2 && version !== 3)
    throw new AuditError('not-supported', `${path} is a bundle of version ${version}; versions 2 and 3 can be read. Make it with: git bundle create --version=2 FILE --all`, {
      path,
    });
  const head: BundleHead = { version, refs: [], prerequisites: [], packStart: 0 };
  for (let line = next(); line !== ''; line = next()) {
    if (line.startsWith('@')) checkCapability(path, line.slice(1));
    else if (line.startsWith('-')) head.prerequisites.push(line.slice(1).split(' ')[0] ?? '');
    else {
      const ref = /^([0-9a-f]{40}|[0-9a-f]{64}) (.+)$/.exec(line);
      if (ref === null)
        throw new AuditError('file-unreadable', `${path} is damaged: a line of its head names no object. Make the bundle again, or get another copy of it.`, { path });
      if (ref[1]?.length === 64) throw sha256Bundle(path);
      head.refs.push({ id: ref[1] ?? '', name: ref[2] ?? '' });
    }
  }
  head.packStart = at;
  return head;
}

/** `filter`: some objects were left out on purpose; those that are asked for and missing are told one by one. */
function checkCapability(path: string, text: string): void {
  const [name = '', value = ''] = text.split('=');
  if (name === 'filter' || (name === 'object-format' && value === 'sha1')) return;
  if (name === 'object-format') throw sha256Bundle(path);
  throw new AuditError('not-supported', `${path} needs "${text.slice(0, 100)}", which is not known here. Make it with: git bundle create --version=2 FILE --all`, { path });
}

function sha256Bundle(path: string): AuditError {
  return new AuditError('not-supported', `${path} names its objects by SHA-256, which is not supported: only repositories with SHA-1 object ids can be read.`, { path });
}
