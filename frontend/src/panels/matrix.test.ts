// A matrix lights what belongs together, walks by pointer and keys, and takes numbers by hand.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { Highlight } from '../highlight.svelte';
import type { AnyGesture, Matrix, Window } from '../protocol';
import { contrast } from './colour';
import { fixtures } from './fixtures';
import { blocksOf } from './matrix';
import { cellText, digitsOf, inksOn, shortText } from './matrix-ink';
import { cellAt, cornerOf, indexOf, layMatrix, placeOf } from './matrix-layout';
import { goesInto, litCells, tapOn, windowAround, windowCells } from './matrix-lit';
import MatrixView from './Matrix.svelte';
import { layPaper } from './paper';
import { StillBench } from './still-bench.svelte';
import { words } from './words';

const SHAPE = { sheets: 1, rows: 8, cols: 8 };
const plain: Window = {
  ...{ of: 'output', size: 3, stride: 1, padding: 0, dilation: 1, row: -1, col: -1, sheet: 0 },
};

function kept(name: string): Matrix {
  return fixtures().find((each) => each.name === name)!.panel as Matrix;
}

/** A bench that remembers every gesture. */
class Listener extends StillBench {
  readonly all: AnyGesture[] = [];

  override act(panel: string, gesture: AnyGesture): void {
    super.act(panel, gesture);
    this.all.push(gesture);
  }
}

function shown(name: string) {
  const bench = new Listener(null);
  const panel = kept(name);
  render(MatrixView, { panel, name, bench });
  const stage = screen.getByRole('application');
  const layout = layMatrix(panel, { width: 420, height: 320 }, bench.palette.colours.fontSize);
  const point = async (
    kind: 'pointerMove' | 'pointerDown',
    row: number,
    col: number,
    sheet = 0,
  ) => {
    const { x, y } = cornerOf(layout, { sheet, row, col });
    await fireEvent[kind](stage, { clientX: x + 2, clientY: y + 2, button: 0 });
  };
  return { bench, stage, point, panel };
}

beforeEach(() => void layPaper());

describe('a window', () => {
  it('holds size x size cells, apart by its dilation', () => {
    expect(windowCells(plain, { row: 2, col: 1 }, SHAPE)).toHaveLength(9);
    const wide = windowCells({ ...plain, dilation: 2 }, { row: 0, col: 0 }, SHAPE);
    expect(wide.map(({ row }) => row)).toEqual([0, 0, 0, 2, 2, 2, 4, 4, 4]);
  });

  it('starts where stride and padding put it, and leaves out what lies outside', () => {
    const window = { ...plain, stride: 2, padding: 1 };
    expect(windowCells(window, { row: 0, col: 0 }, SHAPE)).toHaveLength(4);
    expect(windowCells(window, { row: 1, col: 1 }, SHAPE)[0]).toEqual({ row: 1, col: 1 });
  });

  it('is found back from each of its cells', () => {
    for (const stride of [1, 2, 3]) {
      for (const dilation of [1, 2]) {
        const window = { ...plain, stride, dilation };
        for (let row = 0; row < 3; row++) {
          for (const cell of windowCells(
            window,
            { row, col: 1 },
            { ...SHAPE, rows: 99, cols: 99 },
          )) {
            expect(goesInto(window, cell, SHAPE)).toContainEqual({ row, col: 1 });
            expect(tapOn(window, { row, col: 1 }, cell)).not.toBeNull();
          }
        }
      }
    }
  });

  it('lies around the cell it was dragged to, and stays on the ground', () => {
    for (const stride of [1, 2]) {
      const window = { ...plain, stride, padding: 1 };
      for (let row = 0; row < 8; row++) {
        const made = windowAround(window, { row, col: 7 }, SHAPE);
        const cells = windowCells(window, made, SHAPE);
        expect(cells.some((cell) => cell.row === row)).toBe(true);
        expect(made.index).toBe(made.row * (stride === 1 ? 8 : 4) + made.col);
      }
    }
  });

  it('lights with the cell that is pointed at elsewhere, before any message', () => {
    const highlight = new Highlight();
    const panel = kept('matrix_input');
    highlight.cell = { panel: 'matrix', row: 2, col: 3 };
    highlight.tap = { sheet: 0, row: 1, col: 1 };
    const lit = litCells(panel, 'matrix_input', highlight, SHAPE);
    expect(lit.window).toContainEqual({ row: 4, col: 5, sheet: -1 });
    expect(lit.tap).toEqual({ row: 3, col: 4, sheet: 0 });
    highlight.clear();
    expect(litCells(panel, 'matrix_input', highlight, SHAPE).window[0]).toMatchObject({ row: 1 });
  });
});

describe('cells', () => {
  it.each(['matrix', 'matrix_volume', 'matrix_embedding', 'matrix_small_cells'])(
    'of %s are found where they are drawn',
    (name) => {
      const panel = kept(name);
      const layout = layMatrix(panel, { width: 500, height: 260 }, 11);
      const { shape } = layout;
      for (let i = 0; i < shape.sheets * shape.rows * shape.cols; i += 7) {
        const at = placeOf(shape, i)!;
        const { x, y } = cornerOf(layout, at);
        expect(cellAt(layout, x + 1, y + 1)).toEqual(at);
        expect(indexOf(shape, at)).toBe(i);
      }
    },
  );

  it('of a hundred rows keep a readable height, and the ground grows instead', () => {
    const layout = layMatrix(kept('matrix_embedding'), { width: 500, height: 260 }, 11);
    expect(layout.cell.height).toBeGreaterThanOrEqual(14);
    expect(layout.height).toBeGreaterThan(1000);
  });

  it('carry numbers that stand out on every colour', () => {
    const { tables, colours } = new StillBench(null).palette;
    for (const table of [tables.diverging, tables.grey]) {
      inksOn(table, colours).forEach((ink, byte) => {
        const entry = table[byte]!;
        const ground = `rgb(${entry & 255}, ${(entry >> 8) & 255}, ${(entry >> 16) & 255})`;
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
      });
    }
  });

  it('side by side are one block, cells with gaps are not', () => {
    const near = windowCells(plain, { row: 1, col: 2 }, SHAPE).map((at) => ({ ...at, sheet: 0 }));
    expect(blocksOf(near, 1)).toEqual([{ at: { sheet: 0, row: 1, col: 2 }, size: [3, 3] }]);
    const far = windowCells({ ...plain, dilation: 2 }, { row: 0, col: 0 }, SHAPE);
    const apart = far.map((at) => ({ ...at, sheet: 1 }));
    expect(blocksOf(apart, 2)).toHaveLength(9);
  });

  it('show as many decimals as they need', () => {
    const panel = kept('matrix_kernel');
    const digits = (...numbers: number[]) =>
      digitsOf({ ...panel, values: { ...panel.values, data: Float32Array.from(numbers) } });
    expect([digits(1, -30), digits(0.1, -10.7), digits(1 / 3, 2), digits(NaN, 4)]).toEqual([
      0, 1, 2, 0,
    ]);
  });

  it('never say minus nought', () => {
    expect(cellText(-0.001, 2)).toBe('0.00');
    expect(cellText(-30, 0)).toBe('−30');
    expect(cellText(NaN, 0)).toBe('');
    expect([10, 0.04, -2.5, 100].map((each) => shortText(each, 2)).join()).toBe('10,0.04,−2.5,100');
  });
});

describe('the hand', () => {
  it('asks for the cell under the pointer, and goes back when it leaves', async () => {
    const { bench, stage, point } = shown('matrix');
    await point('pointerMove', 2, 3);
    expect(bench.highlight.cell).toMatchObject({ panel: 'matrix', row: 2, col: 3 });
    expect(bench.said).toEqual({ type: 'goto', at: 11 });
    await fireEvent.pointerLeave(stage);
    await waitFor(() => expect(bench.said).toEqual({ type: 'goto', at: 5 }));
    expect(bench.highlight.cell).toBeNull();
  });

  it('stays where it clicked', async () => {
    const { bench, stage, point } = shown('matrix');
    await point('pointerMove', 2, 3);
    await point('pointerDown', 2, 3);
    await fireEvent.pointerLeave(stage);
    await waitFor(() => expect(bench.all.at(-1)).toEqual({ type: 'goto', at: 11 }));
  });

  it('walks by arrow keys', async () => {
    const { bench, stage } = shown('matrix');
    await fireEvent.keyDown(stage, { key: 'ArrowRight' });
    expect(bench.said).toEqual({ type: 'goto', at: 6 });
    expect(screen.getByText(/row 2, column 3/)).toBeTruthy();
  });

  it('types a number by keys', async () => {
    const { bench, stage } = shown('matrix_kernel');
    await fireEvent.keyDown(stage, { key: 'ArrowDown' });
    await fireEvent.keyDown(stage, { key: 'ArrowDown' });
    await fireEvent.keyDown(stage, { key: 'Enter' });
    const field = screen.getByRole('textbox', { name: 'row 2, column 1' });
    await fireEvent.input(field, { target: { value: '−2,5' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(bench.said).toEqual({ type: 'set_cell', sheet: 0, row: 1, col: 0, value: -2.5 });
  });

  it('says what it takes when something else is typed, and sends nothing', async () => {
    const { bench, stage } = shown('matrix_kernel');
    await fireEvent.keyDown(stage, { key: 'ArrowDown' });
    await fireEvent.keyDown(stage, { key: 'Enter' });
    const field = screen.getByRole('textbox');
    await fireEvent.input(field, { target: { value: 'two' } });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.title).toBe(words.matrix.wrong);
    await fireEvent.keyDown(field, { key: 'Escape' });
    expect(bench.said).toBeNull();
  });

  it('drags a number up', async () => {
    const { bench, stage, point } = shown('matrix_kernel');
    await point('pointerDown', 0, 1);
    await fireEvent.pointerMove(stage, { clientY: -1000, pointerType: 'mouse' });
    await fireEvent.pointerUp(stage);
    const last = bench.all.at(-1)!;
    expect(last).toMatchObject({ type: 'set_cell', row: 0, col: 1 });
    expect(last.type === 'set_cell' && last.value).toBeGreaterThan(0.5);
  });

  it('drags the window sideways', async () => {
    const { bench, stage, point } = shown('matrix_input');
    await point('pointerDown', 3, 2);
    await point('pointerMove', 3, 5);
    expect(bench.said).toEqual({ type: 'goto', at: 2 * 6 + 4 });
    expect(bench.highlight.cell).toMatchObject({ panel: 'matrix', row: 2, col: 4 });
    await fireEvent.pointerUp(stage);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('leaves the frame of padding alone', async () => {
    const { bench, stage, point } = shown('matrix_input');
    await point('pointerDown', 0, 0);
    await fireEvent.pointerUp(stage);
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(bench.said).toBeNull();
  });

  it('lights a word with its row', async () => {
    const { bench, point } = shown('matrix_embedding');
    await point('pointerMove', 4, 2);
    expect(bench.highlight.token).toBe(4);
  });
});
