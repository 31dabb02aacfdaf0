/** How many pages of an index SQLite keeps at hand: few where a process answers one question and ends, many where tables are written or gone over in every order. */
import type { Ports, SqlDatabase } from '../ports';

/** KiB. A page missing is copied out of its block, which is inflated again where that is gone. */
const few = 4 << 10;
export const manyPages = 64 << 10;

/** Of an index that was opened as it lies: a question asks for fewer pages than that. In a window the next one comes soon. */
export function keepPagesFor({ brief }: Pick<Ports, 'brief'>, db: SqlDatabase): void {
  if (brief) keep(db, few);
}

/** Before it is written to, or what rests on all of it is made. */
export function keepManyPages(db: SqlDatabase): void {
  keep(db, manyPages);
}

const keep = (db: SqlDatabase, kib: number) => db.exec(`PRAGMA cache_size = -${kib}`);
