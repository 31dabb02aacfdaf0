/** `export.tables`: a workspace as Parquet files with their SQL, journalled before the folder has its name. */
import type { EngineHandlers } from '../contract';
import { AuditError } from '../errors';
import { nowOf } from '../now';
import { besideTables, manifestOf } from '../parquet/beside';
import { notCarried, tableNames, tables } from '../parquet/tables';
import { TablePart } from '../parquet/write-table';
import { counted } from '../report/words';
import { storeText } from '../store/location';
import { splitName } from '../time/name';
import type { EngineContext } from './context';
import { coverageIn } from './coverage';
import { refuseInsideHome, refuseOutput } from './own-output';
import { parametersOfRuns } from './parquet/parameters';
import { allRows, type Sink, tableMasker } from './parquet/rows';

export function parquetHandlers({ ports, open }: EngineContext): Pick<EngineHandlers, 'export.tables'> {
  return {
    'export.tables': async function* ({ workspace: name, folder }, signal) {
      const workspace = open(name);
      refuseOutput(workspace, folder);
      refuseInsideHome(ports, folder);
      const { product, version } = ports.who;
      const at = nowOf(ports);
      const out = ports.openOutFolder(folder);
      const encoder = new TextEncoder();
      const written: { name: string; bytes: number; sha256: string; rows: number | null }[] = [];
      const parts = new Map<string, TablePart>();
      const rowsIn = new Map<string, number>();
      const openFile = (file: string) => {
        const one = out.file(file);
        return { append: (bytes: Uint8Array) => one.append(bytes), end: () => void written.push({ name: file, ...one.end(), rows: rowsIn.get(file) ?? null }) };
      };
      const writeText = (file: string, text: string) => {
        const one = openFile(file);
        one.append(encoder.encode(text));
        one.end();
      };
      const partOf = (table: (typeof tableNames)[number], value: string | null): TablePart => {
        const { partition } = tables[table];
        if (partition !== null && !partition.values.includes(value ?? '')) throw new Error(`${table} has no partition ${value}.`);
        const place = partition === null ? table : `${table}/${partition.name}=${value}`;
        const part = parts.get(place) ?? new TablePart(tables[table], place, openFile, `${product} ${version}`, (file, rows) => rowsIn.set(file, rows));
        parts.set(place, part);
        return part;
      };
      const sink: Sink = { add: (table, value, row) => partOf(table, value).add(row) };
      try {
        const generation = workspace.generation;
        const known = yield* parametersOfRuns(workspace, signal);
        const masker = tableMasker(workspace.masker, known.secrets);
        masker.add(known.masked);
        for (const { run, name: parameter, value } of known.parameters)
          sink.add('parameters', null, { run: masker.lid(run), name: masker.text(parameter), value: masker.text(value) });
        yield* allRows(ports, { workspace, masker, sink, signal });
        yield { phase: 'finishing', done: 0, total: null };
        const rows: Record<string, number> = {};
        for (const table of tableNames) {
          const { partition } = tables[table];
          const own = [...parts].filter(([place]) => place === table || place.startsWith(`${table}/`));
          rows[table] = own.reduce((sum, [, part]) => sum + part.rows, 0);
          if (own.length === 0) partOf(table, partition?.values[0] ?? null).end(true);
          for (const [, part] of own) part.end(false);
        }
        signal.throwIfAborted();
        if (workspace.generation !== generation || open(name) !== workspace)
          throw new AuditError(
            'in-use',
            `Something was kept in workspace "${name}" while its tables were written, so they would not fit each other. Nothing was written: do it again.`,
          );
        const left = [
          ...notCarried,
          ...(known.damaged.length === 0
            ? []
            : [`The parameters of ${counted(known.damaged.length, 'run')} whose kept bytes are damaged: ${known.damaged.slice(0, 10).map(masker.lid).join(', ')}.`]),
        ];
        for (const [file, text] of besideTables()) writeText(file, text);
        const { workspace: own, at: asOf } = splitName(workspace.name);
        const last = workspace.logSummary().last;
        const coverage = coverageIn(workspace).sentence;
        const about = {
          product,
          version,
          workspace: own,
          asOf,
          store: masker.text(storeText(workspace.settings.store)),
          ...(coverage === null ? {} : { coverage }),
          at,
          checkpoint: last === null ? null : { number: last.number, size: last.size, root: last.root },
          maskedBy: workspace.maskedBy,
          masked: masker.count(),
          rows,
          notCarried: left,
        };
        writeText('manifest.json', manifestOf(about, written));
        const sums = written
          .map(({ name: file, sha256 }) => `${sha256}  ${file}\n`)
          .sort()
          .join('');
        const total = out.file('SHA256SUMS');
        total.append(encoder.encode(sums));
        const { bytes, sha256 } = total.end();
        const whole = { files: written.length + 1, bytes: written.reduce((sum, one) => sum + one.bytes, bytes), sha256 };
        out.finish(() => workspace.journal('tables-exported', { path: folder, ...whole, rows, masked: about.masked, checkpoint: about.checkpoint?.number ?? null }));
        return { path: folder, ...whole, rows, masked: about.masked, notCarried: left, checkpoint: about.checkpoint?.number ?? null };
      } finally {
        out.discard();
      }
    },
  };
}
