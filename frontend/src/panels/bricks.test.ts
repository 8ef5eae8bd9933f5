// Bricks and confusions: sizes, moves, shares, and the way of the arrow keys.
import { describe, expect, it } from 'vitest';
import type { Bricks, Confusion } from '../protocol';
import { blockOf, brickListing, shapeText, shifted, totals, type Brick } from './bricks';
import { behind, confusionListing, fullness, rowsOf, walked } from './confusion';

const brick = (text: string, movable = true): Brick => ({
  ...{ kind: 'conv' as const, text, shape: [8, 8, 4], parameters: 40, products: 900 },
  ...{ settings: [], movable, first_unit: 0, units: 4 },
});
const row = [brick('a'), brick('b'), brick('c', false)];

describe('bricks', () => {
  it('move by one place with Alt and an arrow, never past the classes', () => {
    expect(shifted('ArrowRight', 0, row)).toBe(1);
    expect(shifted('ArrowRight', 1, row)).toBeNull();
    expect(shifted('ArrowLeft', 0, row)).toBeNull();
    expect(shifted('ArrowLeft', 2, row)).toBeNull();
    expect(shifted('x', 1, row)).toBeNull();
  });

  it('are smaller where the map is, and deeper where there are more', () => {
    const early = blockOf([16, 16, 8], [16, 16, 1]);
    const late = blockOf([4, 4, 64], [16, 16, 1]);
    expect(late.side).toBeLessThan(early.side);
    expect(late.depth).toBeGreaterThan(early.depth);
  });

  it('add up, and are listed with a dash where nothing comes out', () => {
    expect(totals(row)).toEqual({ parameters: 120, products: 2700 });
    expect(shapeText([])).toBe('–');
    const panel = { bricks: row } as unknown as Bricks;
    expect(brickListing(panel)[1][0]).toEqual(['a', '8×8×4', 40, 900]);
  });
});

const panel = {
  ...{ kind: 'confusion', classes: ['cat', 'dog', 'owl'], row: -1, col: -1, images: null },
  counts: { data: Int32Array.from([8, 2, 0, 1, 9, 0, 0, 0, 0]), shape: [3, 3] },
} as unknown as Confusion;

describe('a table of confusions', () => {
  it('tells the share of each class that was found', () => {
    expect(rowsOf(panel).map(({ recall }) => recall)).toEqual([0.8, 0.9, null]);
    expect(confusionListing(panel)[1][0]).toEqual(['cat', 8, 2, 0, 0.8]);
  });

  it('measures mistakes by the largest mistake, so that few are seen among many', () => {
    const rows = rowsOf(panel);
    expect(fullness(rows, { row: 0, col: 1 })).toBe(1);
    expect(fullness(rows, { row: 1, col: 0 })).toBe(0.5);
    expect(fullness(rows, { row: 1, col: 1 })).toBe(1);
  });

  it('is walked by arrow keys and never left', () => {
    expect(walked('ArrowLeft', { row: 1, col: 0 }, 3)).toEqual({ row: 1, col: 0 });
    expect(walked('ArrowDown', { row: 1, col: 0 }, 3)).toEqual({ row: 2, col: 0 });
    expect(walked('End', { row: 1, col: 0 }, 3)).toEqual({ row: 1, col: 2 });
    expect(walked('a', { row: 1, col: 0 }, 3)).toBeNull();
  });

  it('has pictures behind it only while a cell is open', () => {
    expect(behind(panel)).toBeNull();
  });
});
