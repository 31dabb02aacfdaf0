/** What a table in pages asks for, as the contract has it. */
import type { Input } from '../../core/contract';
import type { RowsAsked } from './paged-table';

/** The same for a call that makes only the rows of a page as long as nothing sorts or filters them. */
export function arrangedAsked({ offset, limit, sort, filter, filters }: RowsAsked): Pick<Input<'overview.list'>, 'offset' | 'limit' | 'arranged'> {
  const plain = sort.length === 0 && filter === '' && Object.keys(filters).length === 0;
  return { offset, limit, ...(!plain && { arranged: { sort: [...sort], filter, filters: { ...filters } } }) };
}

export function pageAsked({ offset, limit, sort, filter, filters }: RowsAsked): NonNullable<Input<'runs.tasks'>['page']> {
  return { offset, limit, sort: [...sort], filter, filters: { ...filters } };
}
