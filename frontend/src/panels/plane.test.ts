// On a plane the pointer reads, picks and paints; the boundary lies where it should.
import { describe, expect, it, vi } from 'vitest';
import type { AnyGesture, Field2D, Points } from '../protocol';
import type { Tensor } from '../tensor';
import { Palette } from '../palette.svelte';
import { niceLimits, ticks, xFrom, xTo, yFrom, yTo, type Plot } from './axes';
import { Brush } from './brush.svelte';
import { newContour, soften, traceContour } from './contour';
import { fieldPlot, probe } from './field';
import { fixtures } from './fixtures';
import { decade, number, plainSymbol, setting, tick } from './format';
import { colourOf, nearestPoint, samePoints, shapeOf } from './points';
import { StillBench } from './still-bench.svelte';

const plot: Plot = {
  ...{ left: 40, top: 10, width: 200, height: 200 },
  ...{ xMin: -3, xMax: 3, yMin: -3, yMax: 3 },
};

function tensor(data: Tensor['data'], shape: number[], lo: number | null = null): Tensor {
  return { data, shape, lo, hi: lo === null ? null : -lo };
}

function points(xs: number[], ys: number[]): Points {
  const zeros = new Uint8Array(xs.length);
  return {
    x: tensor(Float32Array.from(xs), [xs.length]),
    y: tensor(Float32Array.from(ys), [ys.length]),
    label: tensor(zeros, [xs.length]),
    split: tensor(
      Uint8Array.from(xs, (_, i) => i % 2),
      [xs.length],
    ),
    ids: tensor(
      Int32Array.from(xs, (_, i) => 10 + i),
      [xs.length],
    ),
    value: null,
  };
}

describe('places', () => {
  it('are the same in pixels and in numbers, there and back', () => {
    expect(xFrom(plot, xTo(plot, 1.25))).toBeCloseTo(1.25);
    expect(yFrom(plot, yTo(plot, -0.5))).toBeCloseTo(-0.5);
    expect(yTo(plot, 3)).toBe(10);
  });

  it('get round ticks inside their range', () => {
    expect(ticks(-3, 3, 6).at).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    expect(ticks(0, 0.37, 4).step).toBeCloseTo(0.1);
    const [low, high] = niceLimits(0.13, 0.94);
    expect(low).toBeLessThanOrEqual(0.13);
    expect(high).toBeGreaterThanOrEqual(0.94);
  });

  it('are written with few digits and a true minus', () => {
    expect(tick(-0.5, 0.5)).toBe('−0.5');
    expect(tick(0.75, 0.25)).toBe('0.75');
    expect(number(0.00003)).toBe('3.0·10⁻⁵');
    expect(number(null)).toBe('–');
    expect(decade(0.001)).toBe('0.001');
    expect(setting([8, 8])).toBe('8·8');
    expect(setting('x'.repeat(500))).toBe('…');
  });

  it('sets the index of a symbol low in plain text, where there is such a sign', () => {
    expect(['n_h', 'w_1', 'n_C', 'η', ''].map(plainSymbol)).toEqual(['nₕ', 'w₁', 'nC', 'η', '']);
  });
});

describe('the square', () => {
  const { panel } = fixtures().find(({ name }) => name === 'field2d')!;
  const { colours } = new StillBench(null).palette;

  it.each([
    [300, 500],
    [900, 300],
    [360, 360],
    [60, 40],
  ])('is square in %i x %i', (width, height) => {
    const square = fieldPlot({ width, height, ratio: 1 }, panel as Field2D, colours);
    expect(square.width).toBe(square.height);
    expect(square.left + square.width).toBeLessThanOrEqual(width);
  });

  it('reads the number below the pointer, and none in a hole', () => {
    const bytes = Uint8Array.of(0, 254, 0, 254);
    const field = { ...(panel as Field2D), values: tensor(bytes, [2, 2], -1) };
    const { x_min: x0, x_max: x1 } = field;
    expect(probe(field, x0 + 0.25 * (x1 - x0), 0)).toBeCloseTo(-1);
    expect(probe(field, (x0 + x1) / 2, 0)).toBeCloseTo(0);
    bytes[3] = 255;
    expect(probe(field, x1, field.y_min)).toBeNaN();
    expect(probe(field, x1 + 1, 0)).toBeNaN();
  });
});

describe('the boundary', () => {
  it('crosses between the samples in proportion', () => {
    const { segments, length } = traceContour(
      newContour(),
      Uint8Array.of(0, 100, 0, 100),
      2,
      2,
      25,
    );
    expect(length).toBe(4);
    expect([...segments.subarray(0, 4)]).toEqual([0.25, 0, 0.25, 1]);
  });

  it('is a closed ring around a hill', () => {
    const side = 20;
    const hill = Uint8Array.from({ length: side * side }, (_, i) => {
      const [x, y] = [(i % side) - 9.5, Math.floor(i / side) - 9.5];
      return Math.max(0, 200 - 3 * (x * x + y * y));
    });
    const { segments, length } = traceContour(newContour(), hill, side, side, 100);
    const radius = Math.sqrt(100 / 3);
    for (let i = 0; i < length; i += 2) {
      expect(Math.hypot(segments[i]! - 9.5, segments[i + 1]! - 9.5)).toBeCloseTo(radius, 0);
    }
  });

  it('stops at holes and where nothing crosses', () => {
    const flat = new Uint8Array(9).fill(10);
    expect(traceContour(newContour(), flat, 3, 3, 50).length).toBe(0);
    flat[4] = 255;
    expect(traceContour(newContour(), flat, 3, 3, 50).length).toBe(0);
  });

  it('holds any number of segments', () => {
    const side = 80;
    const board = Uint8Array.from(
      { length: side * side },
      (_, i) => (((i + i / side) | 0) % 2) * 200,
    );
    const contour = traceContour(newContour(), board, side, side, 100);
    expect(contour.length).toBeGreaterThan(4 * side * side);
  });
});

describe('softening', () => {
  it('leaves a straight slope and the edges as they are', () => {
    const slope = Uint8Array.from({ length: 25 }, (_, i) => 10 * (i % 5));
    expect([...soften(new Float32Array(25), slope, 5)]).toEqual([...slope]);
  });

  it('does not touch a grid with a hole', () => {
    const holed = Uint8Array.of(0, 9, 0, 9, 255, 9, 0, 9, 0);
    expect([...soften(new Float32Array(9), holed, 3)]).toEqual([...holed]);
  });
});

describe('examples', () => {
  it('of twenty classes have twenty different marks', () => {
    const { colours } = new Palette();
    const marks = Array.from({ length: 20 }, (_, k) => `${shapeOf(k)} ${colourOf(k, colours)}`);
    expect(new Set(marks).size).toBe(20);
  });

  const three = points([-1, 0, 1], [0, 0, 0]);

  it('are found near the pointer only', () => {
    expect(nearestPoint(three, plot, { x: xTo(plot, 0.9), y: yTo(plot, 0) }, 14, true)).toBe(2);
    expect(nearestPoint(three, plot, { x: xTo(plot, 2.9), y: yTo(plot, 2) }, 14, true)).toBe(-1);
  });

  it('that are hidden cannot be found', () => {
    expect(nearestPoint(three, plot, { x: xTo(plot, 0), y: yTo(plot, 0) }, 14, false)).toBe(-1);
  });

  it('are known again from frame to frame', () => {
    expect(samePoints(three, points([-1, 0, 1], [0, 0, 0]))).toBe(true);
    expect(samePoints(three, points([-1, 0, 2], [0, 0, 0]))).toBe(false);
    expect(samePoints(three, null)).toBe(false);
  });
});

describe('the brush', () => {
  it('sends what was painted in few messages and keeps it until it comes back', () => {
    vi.useFakeTimers();
    const sent: AnyGesture[] = [];
    const brush = new Brush((gesture) => sent.push(gesture));
    brush.take(1);
    for (let i = 0; i < 30; i++) brush.touch(i / 10, 0, 0.1);
    brush.lift();
    const painted = sent.flatMap((gesture) => (gesture.type === 'paint' ? gesture.x : []));
    expect(painted.length).toBe(30);
    expect(sent.length).toBeLessThanOrEqual(2);
    expect(brush.fresh.length).toBe(30);
    brush.settle();
    expect(brush.fresh.length).toBe(0);
    vi.useRealTimers();
  });

  it('only looks until a colour is taken', () => {
    const sent: AnyGesture[] = [];
    const brush = new Brush((gesture) => sent.push(gesture));
    brush.touch(0, 0, 1);
    brush.lift();
    expect(sent).toEqual([]);
  });
});
