/** Where the bytes of a SHA-256 lie in the packs, as the index knows it, and what is read there. */
import { AuditError } from '../errors';
import type { Mirror } from '../evidence/mirror';
import type { SqlDatabase } from '../ports';
import { bytesOfHex } from './key-bytes';
import { createNewness } from './newness';
import { one } from './queries/rows';
import type { BytesAt } from './write';

export interface Place {
  pack: number;
  offset: number;
}

export interface KeptBytes {
  locate(sha256: string): Place | undefined;
  /** Null where they are lost: not in the packs, or damaged there. */
  stored(sha256: string): BytesAt | null;
  /** The ledger names them, as far as the index has read it. */
  isNamed(sha256: string): boolean;
  /** They are about to be put into the tables. */
  comes(sha256: string): void;
}

export function createKeptBytes(db: SqlDatabase, mirror: Pick<Mirror, 'get'>): KeptBytes {
  const place = db.prepare(
    'SELECT pack, offset FROM version WHERE substr(sha256, 1, 4) = substr(?1, 1, 4) AND sha256 = ?1 AND pack > 0 UNION ALL SELECT pack, offset FROM kept WHERE sha256 = ?1 LIMIT 1',
  );
  const name = db.prepare('SELECT 1 FROM version WHERE substr(sha256, 1, 4) = substr(?1, 1, 4) AND sha256 = ?1 UNION ALL SELECT 1 FROM kept WHERE sha256 = ?1 LIMIT 1');
  const newness = createNewness(one(db, 'SELECT 1 FROM version UNION ALL SELECT 1 FROM kept LIMIT 1') === undefined);

  function locate(sha256: string): Place | undefined {
    if (newness.isNew(sha256)) return undefined;
    const row = place.get([bytesOfHex(sha256)]);
    return row && { pack: row[0] as number, offset: row[1] as number };
  }

  return {
    locate,
    stored(sha256) {
      const at = locate(sha256);
      if (at === undefined) return null;
      try {
        return { ...at, bytes: mirror.get(at, sha256) };
      } catch (error) {
        if (error instanceof AuditError && error.code === 'evidence-damaged') return null;
        throw error;
      }
    },
    isNamed: (sha256) => name.get([bytesOfHex(sha256)]) !== undefined,
    comes: (sha256) => void newness.isNew(sha256),
  };
}
