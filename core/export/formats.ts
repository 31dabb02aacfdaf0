/** All formats of exports, as they are offered. */
import { bco } from './bco';
import { csvItems, csvLinks } from './csv';
import { dot } from './dot';
import { type ExportFormat, type FormatId, formatIds } from './format';
import { graphml } from './graphml';
import { jsonl } from './jsonl';
import { mermaid } from './mermaid';
import { openlineage } from './openlineage';
import { provJson } from './prov-json';
import { provN } from './prov-n';
import { roCrate } from './ro-crate';
import { sha256sum } from './sha256sum';

export const formats: Record<FormatId, ExportFormat> = {
  'ro-crate': roCrate,
  bco,
  'prov-json': provJson,
  'prov-n': provN,
  openlineage,
  graphml,
  dot,
  mermaid,
  csv: csvItems,
  'csv-links': csvLinks,
  jsonl,
  sha256sum,
};

export const allFormats: ExportFormat[] = formatIds.map((id) => formats[id]);
