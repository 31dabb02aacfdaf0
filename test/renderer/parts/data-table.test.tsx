// @vitest-environment happy-dom
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Column, DataTable } from '../../../renderer/parts/data-table';
import { clear, click, draw, giveSizes, idle, press } from '../draw';
import { fakeBridge } from '../fake-bridge';

interface Row {
  name: string;
  size: number;
}

const columns: readonly Column<Row>[] = [
  { id: 'name', title: 'Name', value: (row) => row.name, cell: (row) => <a href="#x">{row.name}</a>, width: 100 },
  { id: 'size', title: 'Size', value: (row) => row.size, width: 80, align: 'right' },
  { id: 'secret', title: 'Secret', value: () => 'hidden', width: 80, hidden: true },
];
const many: Row[] = Array.from({ length: 20_000 }, (_, index) => ({ name: `file${(index * 7919) % 20_000}`, size: index }));

beforeAll(giveSizes);
afterEach(clear);

const table = (rows: readonly Row[], onOpen?: (row: Row) => void) => (
  <DataTable label="Files" noun="files" rows={rows} columns={columns} rowKey={(row) => row.name} {...(onOpen && { onOpen })} />
);
const grid = (place: HTMLElement) => place.querySelector<HTMLElement>('[role=grid]');
const names = (place: HTMLElement) => [...place.querySelectorAll('.grid-body [role=row]')].map((row) => row.querySelector('a')?.textContent);

describe('a table', () => {
  it('tells its size to screen readers and draws only the rows in sight', async () => {
    const place = await draw(table(many));
    expect(grid(place)?.getAttribute('aria-rowcount')).toBe('20001');
    expect(grid(place)?.getAttribute('aria-colcount')).toBe('2');
    expect(names(place).length).toBeGreaterThan(10);
    expect(names(place).length).toBeLessThan(60);
    expect(place.textContent).toContain('20,000 files');
  });

  it('sorts naturally by its headings', async () => {
    const place = await draw(table(many));
    await click(place.querySelector('[role=columnheader] button'));
    await idle(place);
    expect(place.querySelector('[role=columnheader]')?.getAttribute('aria-sort')).toBe('ascending');
    expect(names(place).slice(0, 3)).toEqual(['file0', 'file1', 'file2']);
    await click(place.querySelector('[role=columnheader] button'));
    await idle(place);
    expect(names(place)[0]).toBe('file19999');
  });

  it('selects by a click on a row, and not by one on a link in it or by the end of marking text', async () => {
    const selected = vi.fn();
    const rows = many.slice(0, 5);
    const place = await draw(<DataTable label="Files" noun="files" rows={rows} columns={columns} rowKey={(row) => row.name} onSelect={selected} />);
    const cell = place.querySelectorAll('.grid-body [role=row]')[2]?.querySelectorAll('[role=gridcell]')[1]?.firstElementChild;
    await click(cell);
    expect(selected).toHaveBeenCalledExactlyOnceWith(rows[2]);
    await click(place.querySelector('.grid-body a'));
    window.getSelection()?.selectAllChildren(cell as Element);
    await click(cell);
    window.getSelection()?.removeAllRanges();
    expect(selected).toHaveBeenCalledOnce();
  });

  it('is walked by keyboard, opens with Enter, and has tab stops in the active row alone', async () => {
    const opened = vi.fn();
    const place = await draw(table(many.slice(0, 5), opened));
    grid(place)?.focus();
    await press('ArrowDown');
    await press('ArrowDown');
    await press('ArrowUp');
    const active = document.getElementById(grid(place)?.getAttribute('aria-activedescendant') ?? '');
    expect(active?.getAttribute('aria-rowindex')).toBe('3');
    expect([...place.querySelectorAll<HTMLElement>('.grid-body a')].filter((link) => link.tabIndex === 0)).toHaveLength(1);
    await press('Enter');
    expect(opened).toHaveBeenCalledExactlyOnceWith(many[1]);
    await press('End');
    await press('ArrowDown');
    await press('Enter');
    expect(opened).toHaveBeenLastCalledWith(many[4]);
  });

  it('goes to the links of the active row and back with left and right', async () => {
    const place = await draw(table(many.slice(0, 5)));
    grid(place)?.focus();
    await press('ArrowDown');
    await press('ArrowRight');
    expect(document.activeElement?.textContent).toBe(many[1]?.name);
    await press('ArrowDown');
    expect(document.activeElement).toBe(grid(place));
    await press('ArrowRight');
    expect(document.activeElement?.textContent).toBe(many[2]?.name);
    await press('ArrowLeft');
    expect(document.activeElement).toBe(grid(place));
  });

  it('copies what is shown, without hidden columns', async () => {
    const bridge = fakeBridge({ 'clipboard.write': () => ({}) });
    const place = await draw(table(many.slice(0, 2)));
    await click(place.querySelector('button[aria-label="Copy table"]'));
    expect(bridge.calls).toEqual([{ name: 'clipboard.write', input: { text: 'Name\tSize\nfile0\t0\nfile7919\t1\n' } }]);
    expect(place.textContent).toContain('2 rows copied');
  });
});
