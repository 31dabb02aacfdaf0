/** How many pages of an index SQLite keeps at hand: few where a process answers one question and ends, many where tables are written or gone over in every order. */
import type { Ports, SqlDatabase } from '../ports';

/** KiB. A page missing is copied out of its block, which is inflated again where that is gone. */
const few = 4 << 10;
export const manyPages = 64 << 10;

/** Of an index that was opened as it lies: a question asks for fewer pages than that. In a window the next one comes soon. */
export function keepPagesFor({ brief }: Pick<Ports, 'brief'>, db: SqlDatabase): void {
  if (brief) keep(db, few);
}

/** Before it is written to. */
export function keepManyPages(db: SqlDatabase): void {
  keep(db, manyPages);
}

/** Enough for going through whole tables from their beginning to their end; more are left as they are. */
const some = 16 << 10;

/** Before what rests on all of it is made. */
export function keepSomePages(db: SqlDatabase): void {
  const [[now = 0] = []] = db.kept('PRAGMA cache_size').all<[number]>();
  if (-now < some) keep(db, some);
}

const keep = (db: SqlDatabase, kib: number) => db.exec(`PRAGMA cache_size = -${kib}`);
