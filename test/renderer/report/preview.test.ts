import { describe, expect, it } from 'vitest';
import { pictureGeometry } from '../../../renderer/views/report/picture-geometry';
import { sheetsOf } from '../../../renderer/views/report/sheets';

const node = (id: string, column: number, row: number) => ({ id, kind: 'TaskRun', title: id, detail: '', column, row });

describe('the lineage picture', () => {
  it('puts columns from left to right, rows below one another, and lines from edge to edge', () => {
    const { boxes, lines, width, height, box } = pictureGeometry({
      type: 'picture',
      caption: '',
      nodes: [node('a', 0, 0), node('b', 1, 1), node('c', 2, 0)],
      edges: [
        { from: 'a', to: 'b', inferred: false },
        { from: 'a', to: 'c', inferred: true, via: [{ column: 1, row: 0 }] },
        { from: 'a', to: 'gone', inferred: false },
      ],
    });
    const [a, b, c] = boxes;
    expect((a?.x ?? 0) + box.width).toBeLessThan(b?.x ?? 0);
    expect((a?.y ?? 0) + box.height).toBeLessThan(b?.y ?? 0);
    expect(c?.y).toBe(a?.y);
    expect(width).toBeGreaterThanOrEqual((c?.x ?? 0) + box.width);
    expect(height).toBeGreaterThanOrEqual((b?.y ?? 0) + box.height);
    expect(lines.map((line) => line.inferred)).toEqual([false, true]);
    expect(lines[1]?.path).toContain(`H${(b?.x ?? 0) + box.width}`);
    expect(lines[0]?.path.startsWith(`M${(a?.x ?? 0) + box.width},`)).toBe(true);
    expect(lines[0]?.path.endsWith(`${b?.x},${(b?.y ?? 0) + box.height / 2}`)).toBe(true);
  });
});

describe('sheets', () => {
  it('begin where a section begins a page, and lose no section', () => {
    const section = (title: string, newPage?: boolean) => ({ id: title, title, blocks: [], ...(newPage !== undefined && { newPage }) });
    const sheets = sheetsOf([section('Summary'), section('Limits'), section('Outputs', true), section('Digests')]);
    expect(sheets.map((sheet) => [sheet.first, sheet.sections.map((each) => each.title)])).toEqual([
      [0, ['Summary', 'Limits']],
      [2, ['Outputs', 'Digests']],
    ]);
  });
});
