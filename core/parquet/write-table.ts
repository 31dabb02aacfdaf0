/** Rows into Parquet files, row group by row group: what was written is let go of. */
import type { SchemaElement } from 'hyparquet-writer/src/index.js';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer/src/index.js';
import type { Column, Table, Value } from './tables';

/** Rows that are held before they are written, or their characters. */
const groupRows = 10_000;
const groupLength = 8_000_000;
/** Rows of one file. */
const fileRows = 1_000_000;

export interface TableFile {
  append(bytes: Uint8Array): void;
  end(): void;
}

/** The files of one partition, or of a table without any: `part-00000.parquet` and so on below `folder`. */
export class TablePart {
  rows = 0;
  private readonly names: string[];
  private columns: Value[][];
  private length = 0;
  private inFile = 0;
  private files = 0;
  private current: { name: string; file: TableFile; writer: ParquetWriter } | null = null;

  constructor(
    private readonly table: Table,
    private readonly folder: string,
    private readonly open: (name: string) => TableFile,
    private readonly createdBy: string,
    /** Told before a file ends. */
    private readonly onRows: (name: string, rows: number) => void,
  ) {
    this.names = Object.keys(table.columns);
    this.columns = this.names.map(() => []);
  }

  add(row: Readonly<Record<string, Value | undefined>>): void {
    for (let at = 0; at < this.names.length; at++) {
      const value = row[this.names[at] ?? ''] ?? null;
      this.columns[at]?.push(value);
      if (typeof value === 'string') this.length += value.length;
    }
    this.rows++;
    if ((this.columns[0]?.length ?? 0) >= groupRows || this.length >= groupLength) this.writeGroup();
  }

  /** A file without rows where `evenEmpty` and there are none: an engine wants one to know the columns. */
  end(evenEmpty: boolean): void {
    if (this.rows === 0 && !evenEmpty) return;
    this.writeGroup(evenEmpty);
    this.endFile();
  }

  private writeGroup(evenEmpty = false): void {
    const rows = this.columns[0]?.length ?? 0;
    if (rows === 0 && !evenEmpty) return;
    this.current ??= this.begin();
    if (rows === 0) return;
    const columnData = this.names.map((name, at) => ({
      name,
      data: converted(this.columns[at] ?? [], this.table.columns[name]),
      // Of texts that lie in no order, smallest and largest spare a reader nothing.
      statistics: this.table.columns[name]?.type !== 'text',
    }));
    this.current.writer.write({ columnData, rowGroupSize: rows });
    this.columns = this.names.map(() => []);
    this.length = 0;
    this.inFile += rows;
    if (this.inFile >= fileRows) this.endFile();
  }

  private begin(): { name: string; file: TableFile; writer: ParquetWriter } {
    const name = `${this.folder}/part-${String(this.files++).padStart(5, '0')}.parquet`;
    const file = this.open(name);
    const schema = schemaOf(this.table);
    return { name, file, writer: new ParquetWriter({ writer: new PassingWriter(file), schema, codec: 'SNAPPY', createdBy: this.createdBy }) };
  }

  private endFile(): void {
    if (this.current === null) return;
    this.current.writer.finish();
    this.onRows(this.current.name, this.inFile);
    this.current.file.end();
    this.current = null;
    this.inFile = 0;
  }
}

/** Hands its bytes on after each row group. */
class PassingWriter extends ByteWriter {
  constructor(private readonly file: TableFile) {
    super(1 << 16);
  }
  flush(): void {
    this.file.append(this.getBytes());
    this.index = 0;
  }
  override finish(): void {
    this.flush();
  }
}

/** https://github.com/apache/parquet-format/blob/master/LogicalTypes.md: the converted types, which old readers know as well. */
function schemaOf({ columns }: Table): SchemaElement[] {
  const one = (name: string, { type }: Column): SchemaElement => {
    const all = { name, repetition_type: 'OPTIONAL' } as const;
    if (type === 'text') return { ...all, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
    if (type === 'boolean') return { ...all, type: 'BOOLEAN' };
    return type === 'integer' ? { ...all, type: 'INT64' } : { ...all, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' };
  };
  const elements = Object.entries(columns).map(([name, column]) => one(name, column));
  return [{ name: 'root', num_children: elements.length }, ...elements];
}

function converted(values: Value[], column: Column | undefined): unknown[] {
  if (column?.type !== 'integer' && column?.type !== 'instant') return values;
  return values.map((value) => (typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : null));
}
