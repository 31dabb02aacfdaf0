/** Files and folders as data entities of an RO-Crate: what is recorded of them, what was checked, and no digest but one of the content. */
import { verdictWords } from '../verify/verdict';
import { type Entity, many } from './crate-entities';
import { dateTime, uriOf, wellFormed } from './names';
import type { ExportFile, ExportScope } from './scope';
import { lookedAt, provenSha256 } from './sha256';

/** Those that were seen to be folders, or that others lie in: a record does not tell. */
export function folderIds({ files, links }: ExportScope): Set<string> {
  const ids = new Set<string>();
  for (const { from, relation } of links) if (relation === 'inside') ids.add(from);
  for (const { id, check } of files) if (check?.reason === 'directory') ids.add(id);
  return ids;
}

export function fileEntity(file: ExportFile, isFolder: boolean): Entity {
  const { id, path, name, size, createdAt, labels, kind } = file;
  const proven = provenSha256(file);
  const created = dateTime(createdAt);
  return {
    '@id': uriOf(id),
    '@type': isFolder ? 'Dataset' : 'File',
    name: wellFormed(name),
    ...(kind === 'External' ? {} : { identifier: wellFormed(id) }),
    ...(path === null || kind === 'External' ? {} : { contentUrl: uriOf(path) }),
    ...(size === null || isFolder ? {} : { contentSize: String(size) }),
    ...(created === null ? {} : { dateCreated: created }),
    ...(labels.length === 0 ? {} : { keywords: many(labels.map(wellFormed)) }),
    ...(proven === null ? {} : { sha256: proven }),
    description: wellFormed(said(file, proven)),
  };
}

function said(file: ExportFile, proven: string | null): string {
  const { kind, recorded, otherContents, check, output } = file;
  const looked = proven === null ? lookedAt(file) : null;
  return [
    kind === 'Missing' ? 'No record has this LID: others name it.' : kind === 'External' ? 'An outside file: records name its path alone.' : '',
    output === null ? '' : `Published as output ${output}.`,
    recorded === null
      ? ''
      : `Recorded checksum (${recorded.algorithm ?? 'algorithm not recorded'}, ${recorded.mode ?? 'mode not recorded'}; no digest of the content to other programs): ${recorded.value}.`,
    otherContents === 0 ? '' : `${otherContents} other checksums are recorded for the same path: it held several contents.`,
    check === null ? 'Not checked.' : `Checked ${check.at ?? 'at a time not known'}${check.stale ? ', before its record changed' : ''}: ${verdictWords[check.verdict].short}.`,
    looked === null ? '' : `SHA-256 of what lay at the path then, not shown to be what was recorded: ${looked.sha256}.`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
