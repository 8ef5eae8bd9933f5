// Planes and mountains with trails: read where asked, start where dropped, hide what is behind.
import { render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnyGesture, ContourPath, Surface3D, Trail } from '../protocol';
import { HOLE, type Tensor } from '../tensor';
import type { Plot } from './axes';
import Card from './Card.svelte';
import { contourPlot, seatTrails } from './contour-path';
import { DropHand } from './drop-hand.svelte';
import { fixtures } from './fixtures';
import { heightsOf, readAt, sameGround, valueOver } from './heights';
import { ABOVE } from './mountain';
import { groundAt, isHidden, seatWays, spotOf } from './mountain-ways';
import { layPaper, type Paper } from './paper';
import { projection } from './space';
import { StillBench } from './still-bench.svelte';
import { trailColumns, trailRows } from './trails-list';
import { settle } from './trails';
import { words } from './words';

const race = panelOf<ContourPath>('contour_path');
const rim = panelOf<ContourPath>('contour_path_holes');
const mountain = panelOf<Surface3D>('surface3d');
const bench = new StillBench(null);
const plot: Plot = contourPlot({ width: 420, height: 320, ratio: 1 }, race, bench.palette.colours);

function panelOf<P>(name: string): P {
  return fixtures().find((one) => one.name === name)!.panel as P;
}

function floats(data: number[], shape: number[]): Tensor {
  return { data: Float32Array.from(data), shape, lo: null, hi: null };
}

describe('heights', () => {
  it('are read with their slope, also where their logarithm is drawn', () => {
    const heights = heightsOf(race.values);
    const { f, dx, dy } = readAt(race, heights, 1.5, 1);
    expect(f).toBeCloseTo((1.5 ** 2 + 20) / 2, 0);
    expect(dx).toBeCloseTo(1.5, 0);
    expect(dy / 20).toBeCloseTo(1, 1);
  });

  it('know no number in a hole or outside', () => {
    const heights = heightsOf(rim.values);
    expect(valueOver(rim, heights, 2.9, 2.9)).toBeNaN();
    expect(valueOver(rim, heights, 9, 0)).toBeNaN();
    expect(valueOver(rim, heights, 0, 0)).toBeCloseTo(Math.sqrt(6), 1);
  });

  it('mark holes, and stand a plane without any height', () => {
    expect([...heightsOf(floats([1, NaN, 3, 2], [2, 2])).scaled]).toEqual([0, HOLE, 254, 127]);
    expect([...heightsOf(floats([5, 5, 5, 5], [2, 2])).bytes]).toEqual([127, 127, 127, 127]);
    expect([...heightsOf(floats([NaN, NaN], [1, 2])).bytes]).toEqual([HOLE, HOLE]);
  });

  it('keep their picture until something of it changes', () => {
    const copy = { ...race, values: { ...race.values, data: race.values.data.slice() } };
    expect(sameGround(race, { ...copy, trails: [] })).toBe(true);
    expect(sameGround(race, { ...copy, x_max: 4 })).toBe(false);
    copy.values.data[7]! += 0.01;
    expect(sameGround(race, copy)).toBe(false);
  });
});

describe('trails', () => {
  it('end at the edge where their racer flew away', () => {
    const drawn = seatTrails(plot, race, new Set(['GD']));
    expect(drawn.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6]);
    const last = drawn.at(-1)!.seats.at(-1)!;
    expect(last.y).toBeGreaterThanOrEqual(plot.top);
    expect(last.y).toBeLessThan(plot.top + 20);
  });

  it('have names that do not lie on each other', () => {
    const ends = [50, 51, 52, 53].map((y) => ({ at: { x: 100, y }, y }));
    settle(ends, 14, { left: 0, top: 0, right: 300, bottom: 200 });
    for (let i = 1; i < ends.length; i++) {
      expect(ends[i]!.y - ends[i - 1]!.y).toBeGreaterThan(12);
    }
  });

  it('can be left out of the picture and brought back', async () => {
    const paper: Paper = layPaper();
    render(Card, { panel: race, name: 'race', bench: new StillBench(null) });
    const racer = screen.getByRole('button', { name: 'roller' });
    const names = () => paper.strokes.filter(({ name }) => name === 'fillText').length;
    await vi.waitFor(() => expect(names()).toBeGreaterThan(0));
    racer.click();
    await vi.waitFor(() => expect(racer.getAttribute('aria-pressed')).toBe('false'));
    racer.click();
    await vi.waitFor(() => expect(racer.getAttribute('aria-pressed')).toBe('true'));
  });

  it('are listed with where they are and how they ended', () => {
    const rows = trailRows(race);
    expect(rows[0]).toHaveLength(trailColumns(race).length);
    expect(rows.find(([name]) => name === 'GD, wild')?.at(-1)).toBe(words.trails.ends.away);
    expect(rows.map(([name]) => name)).toContain('minimum');
  });
});

describe('the hand on a plane', () => {
  let said: AnyGesture[];
  let hand: DropHand;
  beforeEach(() => {
    vi.useFakeTimers();
    said = [];
    const act = (_: string, gesture: AnyGesture) => said.push(gesture);
    const seen = Object.assign(new StillBench(null), { act });
    const drawn = seatTrails(plot, race, new Set());
    hand = new DropHand(() => ({ plot, drawn, droppable: true, bench: seen, name: 'race' }));
    return () => vi.useRealTimers();
  });

  const at = (x: number, y: number) =>
    ({
      ...{ clientX: x, clientY: y, button: 0, pointerId: 1, preventDefault() {} },
      currentTarget: {
        getBoundingClientRect: () => ({ left: 0, top: 0 }),
        setPointerCapture() {},
        focus() {},
      },
    }) as unknown as PointerEvent;
  const middle = { x: plot.left + 0.25 * plot.width, y: plot.top + 0.25 * plot.height };

  it('moves the start of all with a click and a drag', () => {
    hand.down(at(middle.x, middle.y));
    hand.move(at(middle.x + 20, middle.y));
    hand.move(at(middle.x + 40, middle.y));
    hand.up();
    expect(said[0]).toMatchObject({ type: 'drop', trail: -1 });
    const last = said.at(-1);
    expect(last?.type === 'drop' && last.x).toBeCloseTo(-1.5 + (40 / plot.width) * 6, 5);
  });

  it('takes the marble under the pointer alone, but none that flew away', () => {
    const drawn = seatTrails(plot, race, new Set());
    const { x, y } = drawn[5]!.seats.at(-1)!;
    hand.down(at(x, y));
    hand.up();
    expect(said[0]).toMatchObject({ trail: 5 });
    const gone = drawn[6]!.seats.at(-1)!;
    hand.down(at(gone.x, gone.y + 2));
    hand.up();
    expect(said.at(-1)).toMatchObject({ trail: -1 });
  });

  it('does the same by keys', () => {
    const press = (key: string) => hand.key(new KeyboardEvent('keydown', { key }));
    press('ArrowLeft');
    expect(hand.place).toEqual({ x: -0.12, y: 0 });
    press('Enter');
    expect(said[0]).toMatchObject({ type: 'drop', x: -0.12, y: 0, trail: -1 });
    press('m');
    expect(said.at(-1)).toMatchObject({ x: -0.12 });
    expect(said.at(-1)?.type === 'drop' && 'trail' in said.at(-1)!).toBe(true);
    press('Escape');
    expect(hand.place).toBeNull();
  });
});

describe('a mountain', () => {
  const heights = heightsOf(mountain.values);

  it('hides what lies behind its peak, and nothing seen from straight above', () => {
    const eye = { turn: 0, tilt: 0.3, zoom: 1 };
    const behind = spotOf(mountain, heights, 0, 2.9)!;
    const before = spotOf(mountain, heights, 0, -2.9)!;
    expect(isHidden(heights, eye, behind)).toBe(true);
    expect(isHidden(heights, eye, before)).toBe(false);
    expect(isHidden(heights, { ...eye, tilt: 1.5 }, behind)).toBe(false);
  });

  it('breaks a way where it leaves the map', () => {
    const x = floats([0, 9, 1], [3]);
    const way: Trail = { ...mountain.trails[0]!, x, y: floats([0, 0, 0], [3]), z: null };
    const see = projection({ width: 400, height: 300, ratio: 1 }, ABOVE);
    const [drawn] = seatWays({ ...mountain, trails: [way] }, heights, see, ABOVE, new Set());
    expect(drawn!.seats.map(({ last }) => last ?? false)).toEqual([true, false]);
  });

  it('is read where the pointer is, at the near one of two places', () => {
    const see = projection({ width: 400, height: 300, ratio: 1 }, ABOVE);
    const spot = spotOf(mountain, heights, 2.1, -1.5)!;
    const cell = groundAt(heights, see, see(spot.u, spot.v, spot.w))!;
    expect(Math.abs(cell.column - 42)).toBeLessThanOrEqual(1);
    expect(Math.abs(cell.row - 37)).toBeLessThanOrEqual(1);
    expect(groundAt(heights, see, { x: 5, y: 5 })).toBeNull();
  });

  it('turns with the higher side away from the viewer seen higher up', () => {
    const see = projection({ width: 400, height: 300, ratio: 1 }, { ...ABOVE, turn: 0 });
    expect(see(0, 1, 0).y).toBeLessThan(see(0, -1, 0).y);
    expect(see(0, 1, 0).depth).toBeGreaterThan(see(0, -1, 0).depth);
    expect(see(0, 0, 1).depth).toBeLessThan(see(0, 0, -1).depth);
  });
});
