// The dividing line is carried and turned by its handles, and examples are moved and flipped.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Divider, Field2D } from '../protocol';
import Card from './Card.svelte';
import { carried, gripAt, handlesOf, turned, wrapped } from './divider';
import { fixtures } from './fixtures';
import { layPaper } from './paper';
import { StillBench } from './still-bench.svelte';
import { words } from './words';

const PLOT = {
  ...{ left: 0, top: 0, width: 300, height: 300 },
  ...{ xMin: -3, xMax: 3, yMin: -3, yMax: 3 },
};
const UPRIGHT: Divider = { x: 0, y: 0, angle: 0, drawn: true };

beforeEach(() => {
  layPaper();
});

describe('the line', () => {
  it('has one handle at its foot and one along it', () => {
    const { move, turn } = handlesOf(UPRIGHT, PLOT);
    expect([move.x, move.y]).toEqual([150, 150]);
    expect(turn.x).toBeCloseTo(150, 6);
    expect(Math.abs(turn.y - 150)).toBeCloseTo(90, 6);
  });

  it('keeps its handles in sight when it runs outside', () => {
    const { move } = handlesOf({ ...UPRIGHT, x: 40 }, PLOT);
    expect(move.x).toBe(288);
  });

  it('is taken by a handle or anywhere along it', () => {
    expect(gripAt(UPRIGHT, PLOT, { x: 151, y: 149 }, 13)).toBe('move');
    expect(gripAt(UPRIGHT, PLOT, { x: 150, y: 240 }, 13)).toBe('turn');
    expect(gripAt(UPRIGHT, PLOT, { x: 153, y: 30 }, 13)).toBe('move');
    expect(gripAt(UPRIGHT, PLOT, { x: 190, y: 30 }, 13)).toBeNull();
    expect(gripAt({ ...UPRIGHT, drawn: false }, PLOT, { x: 153, y: 30 }, 13)).toBeNull();
  });

  it('goes through the place it is carried to', () => {
    expect(carried(UPRIGHT, PLOT, { x: 200, y: 100 })).toMatchObject({ x: 1, y: 1, angle: 0 });
  });

  it('turns towards the pointer and never swaps its sides', () => {
    const slanted = turned(UPRIGHT, PLOT, { x: 200, y: 200 });
    expect(slanted.angle).toBeCloseTo(Math.PI / 4, 6);
    const back = turned(UPRIGHT, PLOT, { x: 100, y: 200 });
    expect(back.angle).toBeCloseTo(-Math.PI / 4, 6);
    expect(wrapped(3 * Math.PI)).toBeCloseTo(Math.PI, 6);
  });
});

describe('a hand on the plane', () => {
  function shown() {
    const { panel } = fixtures().find(({ name }) => name === 'field2d_divider')!;
    const bench = new StillBench(null);
    render(Card, { panel, name: 'boundary', bench });
    return { bench, stage: screen.getByRole('application'), panel: panel as Field2D };
  }

  it('turns and carries the line by keys', async () => {
    const { bench, stage, panel } = shown();
    await fireEvent.keyDown(stage, { key: '[' });
    const said = bench.said as { type: string; angle: number };
    expect(said.type).toBe('move_line');
    expect(said.angle - panel.divider!.angle).toBeCloseTo(Math.PI / 60, 6);
  });

  it('loses no key while the pictures come behind', async () => {
    const { bench, stage, panel } = shown();
    for (const key of ['[', '[', '[']) await fireEvent.keyDown(stage, { key });
    await vi.waitFor(() => {
      const { angle } = bench.said as { angle: number };
      expect(angle - panel.divider!.angle).toBeCloseTo((3 * Math.PI) / 60, 6);
    });
  });

  it('loses no step of an example while the pictures come behind', async () => {
    const { bench, stage, panel } = shown();
    bench.highlight.picked = 4;
    const [right, up] = ['ArrowRight', 'ArrowUp'];
    for (const key of [right, right, up]) await fireEvent.keyDown(stage, { key, altKey: true });
    await vi.waitFor(() => {
      const { x, y } = bench.said as { x: number; y: number };
      expect(x).toBeCloseTo(panel.points!.x.data[4]! + 0.24, 5);
      expect(y).toBeGreaterThan(panel.points!.y.data[4]!);
    });
  });

  it('moves the picked example with Alt and an arrow', async () => {
    const { bench, stage, panel } = shown();
    bench.highlight.picked = 4;
    await fireEvent.keyDown(stage, { key: 'ArrowRight', altKey: true });
    expect(bench.said).toMatchObject({ type: 'move_point', id: 4 });
    expect((bench.said as { x: number }).x).toBeCloseTo(panel.points!.x.data[4]! + 0.12, 5);
  });

  it('flips the example under the probe', async () => {
    const { bench, stage } = shown();
    await fireEvent.click(screen.getByRole('button', { name: words.brush.flip }));
    await fireEvent.keyDown(stage, { key: 'ArrowUp' });
    await fireEvent.keyDown(stage, { key: 'Enter' });
    expect(bench.said).toMatchObject({ type: 'flip' });
  });
});

it('lights the rows of a table that are about the node pointed at', async () => {
  const { panel } = fixtures().find(({ name }) => name === 'table_notation')!;
  const bench = new StillBench(null);
  render(Card, { panel, name: 'notation', bench });
  const row = screen.getAllByRole('row')[4]!;
  await fireEvent.pointerEnter(row);
  expect(bench.highlight.node).toBe('z');
  expect(row.classList.contains('lit')).toBe(true);
  await fireEvent.pointerLeave(row);
  expect(bench.highlight.node).toBe('');
});
