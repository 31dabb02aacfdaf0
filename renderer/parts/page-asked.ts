/** What a table in pages asks for, as the contract has it. */
import type { Input } from '../../core/contract';
import type { RowsAsked } from './paged-table';

export function pageAsked({ offset, limit, sort, filter, filters }: RowsAsked): NonNullable<Input<'runs.tasks'>['page']> {
  return { offset, limit, sort: [...sort], filter, filters: { ...filters } };
}
