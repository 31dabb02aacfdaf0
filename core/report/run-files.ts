/** The run as data, in the files that a report of it encloses: a pure function of its scope, for whichever thread makes them. */
import { outputsCsv } from '../export/csv';
import { notCarried } from '../export/facts';
import type { TextFile } from '../export/format';
import { formats } from '../export/formats';
import { crateMetadata, metadataName } from '../export/ro-crate';
import type { Digests, ExportScope } from '../export/scope';
import { outputsName } from './enclosed';

export const runFileNames = [outputsName, metadataName] as const;

/** In the order of their names. */
export function runFiles(scope: ExportScope, digests: Digests): TextFile[] {
  return [
    { name: outputsName, parts: outputsCsv(scope) },
    { name: metadataName, parts: crateMetadata(scope, { digests, left: notCarried(scope, formats['ro-crate'].carries) }, false) },
  ];
}
