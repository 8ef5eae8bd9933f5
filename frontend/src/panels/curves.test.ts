// Curves share an axis, show their gaps, and are read where the pointer is.
import { describe, expect, it, vi } from 'vitest';
import { History } from '../history';
import type { Line, Series, Table } from '../protocol';
import { alignCurves, lastAt, newest, readAt, smoothed } from './curves';
import { fixtures } from './fixtures';
import { listPanel } from './listing';
import { sortedRows } from './sort';
import { cubeOf, cutCube, projection } from './space';
import { layTiles, tileAt } from './tiles';
import { Throttle } from './throttle';

function series(name: string, x: number[], y: number[]): Series {
  const tensor = (data: number[]) => ({
    ...{ data: Float32Array.from(data), shape: [data.length], lo: null, hi: null },
  });
  const look = { role: 'train', dashed: false, colour: -1 } as const;
  return { name, metric: '', x: tensor(x), y: tensor(y), ...look };
}

function panel(...curves: Series[]): Line {
  const { panel: kept } = fixtures().find(({ name }) => name === 'line_arrays')!;
  return { ...(kept as Line), series: curves };
}

describe('curves on one axis', () => {
  const two = panel(series('a', [0, 1, 2], [5, NaN, 7]), series('b', [1, 3], [1, 0]));

  it('are merged; a missing point is no gap, a missing number is one', () => {
    const { x, y } = alignCurves(two, new History(), { x: [], y: [] }, false);
    expect(x).toEqual([0, 1, 2, 3]);
    expect(y).toEqual([
      [5, null, 7, undefined],
      [undefined, 1, undefined, 0],
    ]);
  });

  it('leave out what a log scale cannot show', () => {
    expect(alignCurves(two, new History(), { x: [], y: [] }, true).y[1]).toEqual([
      ...[undefined, 1, undefined, null],
    ]);
  });

  it('reuse their lists from frame to frame', () => {
    const kept = { x: [9, 9, 9, 9, 9], y: [[9], [9], [9]] };
    const { x, y } = alignCurves(two, new History(), kept, false);
    expect(x).toBe(kept.x);
    expect([x.length, y.length]).toEqual([4, 2]);
  });

  it('are read at the pointer and at the end', () => {
    expect(newest(two, new History())).toEqual([7, 0]);
    expect(readAt(two, new History(), 1.5)).toEqual([NaN, 1]);
    expect(readAt(two, new History(), 0.5)).toEqual([5, NaN]);
    expect(lastAt([], 3)).toBe(-1);
  });

  it('are smoothed without moving a straight level or closing a gap', () => {
    expect(smoothed([2, 2, null, 2, undefined, 2])).toEqual([2, 2, null, 2, undefined, 2]);
    const [first, , last] = smoothed([0, 10, 0]) as number[];
    expect(first).toBeCloseTo(last!);
  });
});

describe('a throttle', () => {
  it('sends the first at once, then only the newest, at most every gap', () => {
    vi.useFakeTimers();
    const sent: number[] = [];
    const throttle = new Throttle<number>((value) => sent.push(value), 50);
    for (let i = 0; i < 100; i++) {
      throttle.push(i);
      vi.advanceTimersByTime(10);
    }
    throttle.flush();
    expect(sent[0]).toBe(0);
    expect(sent.at(-1)).toBe(99);
    expect(sent.length).toBeLessThanOrEqual(22);
    vi.useRealTimers();
  });
});

describe('a table', () => {
  const table: Table = {
    ...{
      kind: 'table',
      title: 't',
      note: '',
      badge: 'formula',
      summary: '',
      columns: [],
      caution: '',
    },
    rows: [
      ['b', 2],
      ['a', null],
      ['c', -1],
      ['all', 1],
    ],
    total: true,
    tokens: [],
    nodes: [],
  };

  it('sorts by a column, keeps the empty cells last and the total below them', () => {
    const up = sortedRows(table, { column: 1, descending: false });
    expect(up.map(([name]) => name)).toEqual(['c', 'b', 'a', 'all']);
    const down = sortedRows(table, { column: 1, descending: true });
    expect(down.map(([name]) => name)).toEqual(['b', 'c', 'a', 'all']);
  });

  it('stands for every picture', () => {
    for (const { panel: kept } of fixtures()) {
      const { columns, rows } = listPanel(kept, new History());
      expect(rows.every((row) => row.length === columns.length)).toBe(true);
    }
  });
});

describe('space', () => {
  const cube = {
    middle: [0, 0, 0] as [number, number, number],
    half: [1, 1, 1] as [number, number, number],
  };

  it('shows the middle in the middle and near things in front', () => {
    const see = projection({ width: 400, height: 300, ratio: 1 }, { turn: 0, tilt: 0, zoom: 1 });
    expect(see(0, 0, 0)).toMatchObject({ x: 200, y: 150 });
    expect(see(0, -1, 0).depth).toBeLessThan(see(0, 1, 0).depth);
    expect(see(0, 0, 1).y).toBeLessThan(150);
  });

  it('keeps its scale while the points still fit', () => {
    const first = cubeOf([0, 0, 0, 1, 1, 1], null);
    expect(cubeOf([0.02, 0, 0, 1, 0.99, 1], first)).toBe(first);
    expect(cubeOf([0, 0, 0, 5, 5, 5], first)).not.toBe(first);
  });

  it('cuts a plane through the cube in a square', () => {
    const corners = cutCube({ nx: 0, ny: 0, nz: 1, offset: 0.5 }, cube);
    expect(corners.length).toBe(4);
    expect(corners.every(([, , z]) => z === 0.5)).toBe(true);
    expect(cutCube({ nx: 0, ny: 0, nz: 1, offset: 2 }, cube)).toEqual([]);
  });
});

describe('pictures in rows', () => {
  it.each([1, 3, 16, 64])('fit their box: %i of them', (count) => {
    const extent = { width: 400, height: 200, ratio: 1 };
    const tiles = layTiles(count, { width: 8, height: 8 }, extent, 16);
    expect(tiles.columns * tiles.rows).toBeGreaterThanOrEqual(count);
    expect(tiles.columns * tiles.step.x).toBeLessThanOrEqual(400 + 8.01);
    expect(tiles.rows * tiles.step.y).toBeLessThanOrEqual(200 + 8.01);
    expect(tileAt(tiles, count, tiles.left + 1, 1)).toBe(0);
    expect(tileAt(tiles, count, -5, 1)).toBe(-1);
  });
});
