/** What a row of an impact is, in words. */
import type { ImpactKind, ImpactRow } from '../../contract/impact';

export const kindNames: Record<ImpactKind, string> = { run: 'run', task: 'task', file: 'file', outside: 'outside file', other: 'record' };

export function kindText({ published, as, kind }: Pick<ImpactRow, 'published' | 'as' | 'kind'>): string {
  return `${published ? 'published file' : kindNames[as]}${kind === 'Missing' ? ' (no record here)' : ''}`;
}
