// @vitest-environment happy-dom
import { act, useState } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Column, DataTable } from '../../../renderer/parts/data-table';
import { ContextMenu } from '../../../renderer/shell/context-menu/context-menu';
import { ToastList } from '../../../renderer/shell/toast-list';
import { clear, click, draw, giveSizes, idle, press, scrollTo, settle, typeInto } from '../draw';
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
beforeEach(() => localStorage.clear());
afterEach(clear);

const table = (rows: readonly Row[], onOpen?: (row: Row) => void) => (
  <DataTable label="Files" noun="files" rows={rows} columns={columns} rowKey={(row) => row.name} {...(onOpen && { onOpen })} />
);
const grid = (place: HTMLElement) => place.querySelector<HTMLElement>('[role=grid]');
let readAgain = () => {};
function Reading() {
  const [rows, setRows] = useState<readonly Row[]>(many);
  readAgain = () => setRows([...many]);
  return table(rows);
}
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

  it('answers another order from the first row on, and stays where one was when its rows are read again', async () => {
    const place = await draw(<Reading />);
    await scrollTo(grid(place), 10_000 * 32);
    act(() => readAgain());
    await idle(place);
    expect(grid(place)?.scrollTop).toBe(10_000 * 32);
    await click(place.querySelector('[role=columnheader] button'));
    await idle(place);
    expect(grid(place)?.scrollTop).toBe(0);
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

const button = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('button, [role=menuitem], [role=menuitemcheckbox]')].find(
    (one) => one.getAttribute('aria-label') === name || one.textContent === name,
  );
const choice = (title: string) => [...document.querySelectorAll<HTMLElement>('[role=menuitemcheckbox]')].find(({ textContent }) => textContent === title);
const toasts = () => document.querySelector('.toasts')?.textContent ?? '';

describe('a table of a hundred thousand rows', () => {
  const rows: Row[] = Array.from({ length: 100_000 }, (_, index) => ({ name: `file${(index * 7919) % 100_000}`, size: index % 10 }));

  it('draws no more rows than are in sight, wherever it is scrolled to, sorted by two columns and filtered by one', async () => {
    const place = await draw(table(rows));
    for (const top of [0, 50_000 * 32, 99_999 * 32]) {
      await scrollTo(grid(place), top);
      expect(place.querySelectorAll('.grid-body [role=row]').length).toBeLessThan(60);
    }
    await scrollTo(grid(place), 0);
    const [byName, bySize] = [...place.querySelectorAll<HTMLElement>('.grid-sort')];
    await click(bySize);
    await act(async () => void byName?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true })));
    await idle(place);
    expect(names(place).slice(0, 2)).toEqual(['file0', 'file10']);
    expect(place.querySelectorAll('[aria-sort=ascending]')).toHaveLength(2);
    await click(button('Filter by column'));
    await typeInto(place.querySelector('input[aria-label="Filter by Size"]'), '>=9');
    await idle(place);
    expect(grid(place)?.getAttribute('aria-rowcount')).toBe('10002');
    expect(place.textContent).toContain('10,000 of 100,000 files');
    expect(place.querySelectorAll('.grid-body [role=row]').length).toBeLessThan(60);
  });

  it('says what was copied by key, and what is too much for it', async () => {
    const bridge = fakeBridge({ 'clipboard.write': () => ({}) });
    const place = await draw(
      <>
        {table(rows)}
        <ToastList />
      </>,
    );
    grid(place)?.focus();
    const withControl = (key: string) => act(async () => void grid(place)?.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true })));
    await withControl('c');
    await idle(place);
    expect(bridge.calls).toEqual([{ name: 'clipboard.write', input: { text: 'Name\tSize\nfile0\t0\n' } }]);
    expect(toasts()).toContain('1 row copied');
    await withControl('a');
    await withControl('c');
    await idle(place);
    expect(toasts()).toContain('Too much for the clipboard: filter the table first, or save it as CSV.');
    expect(bridge.calls).toHaveLength(1);
  });

  it('is written out whole, in portions, without hidden columns', async () => {
    const parts: string[] = [];
    const bridge = fakeBridge({
      'dialog.saveFile': () => ({ path: '/out/files.csv' }),
      'tables.begin': () => ({ table: 't1' }),
      'tables.add': ({ rows: text }) => ({ rows: parts.push(text) }),
      'tables.save': ({ rows: n, out }) => ({ path: out, bytes: 1, sha256: 'ab', rows: n, guarded: 2 }),
    });
    await draw(
      <>
        {table(rows)}
        <ToastList />
      </>,
    );
    await click(button('Save as CSV'));
    while (!toasts().includes('written to')) await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(bridge.calls[0]).toMatchObject({ name: 'dialog.saveFile', input: { suggested: 'Files.csv', extension: 'csv' } });
    expect(bridge.calls[1]?.input).toEqual({ workspace: 'w', title: 'Files', columns: ['Name', 'Size'], filter: '' });
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every((text) => text.length < 500_000)).toBe(true);
    expect(parts.flatMap((text) => JSON.parse(text))).toEqual(rows.map(({ name, size }) => [name, size]));
    expect(toasts()).toContain('100,000 rows written to /out/files.csv, SHA-256 ab. 2 cells that would be formulas begin with an apostrophe.');
  });
});

describe('what a person sets of a table', () => {
  it('is kept from one opening to the next, and hiding a column can be undone by Control Z', async () => {
    const rows = many.slice(0, 5);
    const both = (
      <>
        {table(rows)}
        <ToastList />
      </>
    );
    let place = await draw(both);
    await click(button('Columns'));
    await click(choice('Secret'));
    await click(choice('Size'));
    const titles = () => [...place.querySelectorAll('.grid-sort')].map(({ textContent }) => textContent);
    expect(titles()).toEqual(['Name', 'Secret']);
    await clear();
    place = await draw(both);
    expect(titles()).toEqual(['Name', 'Secret']);
    await click(button('Columns'));
    await click(choice('Name'));
    expect(toasts()).toContain('Column “Name” hidden');
    await press('z', place, { ctrlKey: true });
    expect(titles()).toEqual(['Name', 'Secret']);
    if (!document.querySelector('[role=menu]')) await click(button('Columns'));
    await click(button('Columns and widths as at first'));
    expect(titles()).toEqual(['Name', 'Size']);
  });

  it('a filter comes back by Undo, and where nothing can be undone it says what never is', async () => {
    const place = await draw(
      <>
        {table(many.slice(0, 20))}
        <ToastList />
      </>,
    );
    const field = () => place.querySelector<HTMLInputElement>('.table-filter input');
    await typeInto(field(), 'file0');
    await click(button('Clear the filter'));
    expect(field()?.value).toBe('');
    await click(button('Undo'));
    expect(field()?.value).toBe('file0');
    await press('z', field(), { ctrlKey: true });
    expect(toasts()).not.toContain('never undone');
    await press('z', place, { ctrlKey: true });
    expect(toasts()).toContain('What is kept as evidence or written into the journal is never undone');
  });

  it('the width of a column changes by keyboard and by the pointer', async () => {
    const place = await draw(table(many.slice(0, 5)));
    const heading = place.querySelector<HTMLElement>('.grid-sort');
    await press('ArrowRight', heading, { shiftKey: true });
    const width = () => place.querySelector<HTMLElement>('.grid-row')?.style.gridTemplateColumns ?? '';
    expect(width()).toMatch(/^\d+px minmax/);
    await act(async () => void place.querySelector('.grid-edge')?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })));
    expect(width()).toMatch(/^minmax\(100px/);
  });
});

describe('rows that are chosen', () => {
  it('are a range by Shift, all by Control A, and are copied together', async () => {
    const bridge = fakeBridge({ 'clipboard.write': () => ({}) });
    const place = await draw(table(many.slice(0, 4)));
    grid(place)?.focus();
    await press('ArrowDown');
    await press('ArrowDown', grid(place), { shiftKey: true });
    await press('c', grid(place), { ctrlKey: true });
    expect(place.querySelectorAll('[aria-selected=true]')).toHaveLength(2);
    await press('a', grid(place), { ctrlKey: true });
    await press('c', grid(place), { ctrlKey: true });
    await settle();
    const texts = bridge.calls.map(({ input }) => (input as { text: string }).text.trim().split('\n').length - 1);
    expect(texts).toEqual([2, 4]);
  });
});

describe('the menu of a row', () => {
  const files = [
    { lid: 'lid://aa/x.txt', kind: 'FileOutput', path: '/d/x.txt', name: 'x.txt' },
    { lid: 'lid://bb', kind: 'TaskRun', path: null, name: '=t' },
  ];
  const fileColumns: readonly Column<(typeof files)[number]>[] = [{ id: 'name', title: 'Name', value: (file) => file.name, width: 100 }];
  const drawFiles = () =>
    draw(
      <>
        <DataTable label="Files" noun="files" rows={files} columns={fileColumns} rowKey={(file) => file.lid} />
        <ContextMenu />
        <ToastList />
      </>,
    );
  const items = () => [...document.querySelectorAll('[role=menuitem]')].map(({ textContent }) => textContent);

  it('opens by Shift F10, offers the file that is here, and copies what it says', async () => {
    const bridge = fakeBridge({
      'clipboard.write': () => ({}),
      'files.handOver': () => ({ path: '/here/x.txt', kind: 'file' as const }),
      'shell.handOver': () => ({ done: true }),
    });
    const place = await drawFiles();
    grid(place)?.focus();
    await press('F10', grid(place), { shiftKey: true });
    await settle();
    expect(items()).toEqual([
      'Open',
      'Show in the graph',
      'Where was this used?',
      'What was done with it here',
      'Tag of this workbench…',
      'Open the file with its program',
      'Show the file in its folder',
      'Copy LID',
      'Copy path',
      'Copy row',
      'Copy cell: Name',
    ]);
    await click(button('Show the file in its folder'));
    expect(bridge.calls.at(-1)).toEqual({ name: 'shell.handOver', input: { workspace: 'w', lid: 'lid://aa/x.txt', how: 'show' } });
    await press('ContextMenu', grid(place));
    await settle();
    await click(button('Copy LID'));
    expect(bridge.calls.at(-1)?.input).toEqual({ text: 'lid://aa/x.txt' });
  });

  it('says that a file is not here, and offers a task to be compared', async () => {
    fakeBridge({
      'files.handOver': () => {
        throw new Error('Nothing is at this path.');
      },
    });
    const place = await drawFiles();
    await press('ContextMenu', grid(place));
    await settle();
    expect(button('Show the file in its folder')?.hasAttribute('data-disabled')).toBe(true);
    expect(document.body.textContent).toContain('cannot be reached on this computer');
    await press('Escape', document.querySelector('[role=menu]'));
    const task = place.querySelectorAll('.grid-body [role=row]')[1]?.querySelector('[role=gridcell]');
    await act(async () => void task?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 5, clientY: 5 })));
    await settle();
    expect(items()).toEqual([
      'Open',
      'Show in the graph',
      'Compare with…',
      'What does it reach?',
      'What was done with it here',
      'Tag of this workbench…',
      'Copy LID',
      'Copy row',
      'Copy cell: Name',
    ]);
  });
});
