// The graph fills its card, no unit covers another, and the pointer finds what is drawn.
import { describe, expect, it } from 'vitest';
import { Highlight } from '../highlight.svelte';
import { edgeAt, heightAt } from './graph-hit';
import { GraphHand } from './graph-hand.svelte';
import { layoutGraph, unitAt, type GraphLayout } from './graph-layout';
import { edgeOf, nameOf, unitPlace, weightAt } from './graph-net';
import { fixtures } from './fixtures';
import type { NetworkGraph } from '../protocol';

const NETS = [
  [2, 1],
  [2, 4, 1],
  [2, 8, 8, 1],
  [7, 8, 8, 8, 8, 8, 8, 1],
  [2, 64, 64, 64, 64, 3],
];
const BOXES = [
  [300, 260],
  [420, 340],
  [800, 420],
  [1400, 900],
] as const;

function laid(sizes: number[], width: number, height: number): GraphLayout {
  return layoutGraph(sizes, { width, height, top: 30, bottom: 18, left: 30, right: 8 });
}

describe.each(BOXES)('in a box of %i x %i', (width, height) => {
  it.each(NETS)('draws every unit of %j inside, none over another', (...sizes) => {
    const { units } = laid(sizes, width, height);
    expect(units.length).toBe(sizes.reduce((sum, size) => sum + size, 0));
    for (const [i, one] of units.entries()) {
      const half = one.size / 2;
      expect(one.x - half).toBeGreaterThanOrEqual(0);
      expect(one.x + half).toBeLessThanOrEqual(width);
      expect(one.y - half).toBeGreaterThanOrEqual(30);
      expect(one.y + half).toBeLessThanOrEqual(height - 17);
      for (const other of units.slice(i + 1)) {
        const apart = Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y));
        expect(apart).toBeGreaterThanOrEqual((one.size + other.size) / 2);
      }
    }
  });

  it.each(NETS)('uses the whole width and most of the height for %j', (...sizes) => {
    const { units, columns } = laid(sizes, width, height);
    expect(columns[0]!.x - columns[0]!.width / 2).toBeCloseTo(30, 3);
    expect(columns.at(-1)!.x + columns.at(-1)!.width / 2).toBeCloseTo(width - 8, 3);
    const tallest = Math.max(...sizes);
    if (tallest < 4) return;
    const ys = units.map(({ y }) => y);
    expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(0.6 * (height - 48));
  });
});

describe('pointing', () => {
  const layout = laid([2, 3, 1], 600, 400);
  const weights = [1, 1, 1, 1, 1, 1, 1, 1, 1];

  it('finds each unit at its centre and none between', () => {
    layout.units.forEach(({ x, y }, unit) => expect(unitAt(layout, x, y)).toBe(unit));
    expect(unitAt(layout, 0, 0)).toBe(-1);
  });

  it('finds each line where it is drawn', () => {
    for (const [source, target] of [
      [0, 0],
      [1, 2],
      [0, 1],
    ] as const) {
      const [from, to] = [layout.units[source]!, layout.units[2 + target]!];
      const x = from.x + 0.3 * (to.x - from.x);
      const edge = edgeAt(layout, weights, x, heightAt(from, to, x), 3);
      expect(edge).toEqual({ layer: 1, source, target });
    }
  });

  it('finds nothing far from all lines', () => {
    expect(edgeAt(layout, weights, 5, 5)).toBeNull();
  });

  it('begins and ends each curve at its units', () => {
    const [from, to] = [layout.units[0]!, layout.units[4]!];
    expect(heightAt(from, to, from.x + from.size / 2)).toBeCloseTo(from.y, 0);
    expect(heightAt(from, to, to.x - to.size / 2)).toBeCloseTo(to.y, 0);
    expect(heightAt(from, to, to.x + to.size)).toBeNaN();
  });
});

describe('numbers of the net', () => {
  const panel = fixtures().find(({ name }) => name === 'network_graph')!.panel as NetworkGraph;

  it('finds every weight again by its layer, source and target', () => {
    for (let at = 0; at < panel.weights.data.length; at++) {
      expect(weightAt(panel, edgeOf(panel, at))).toBe(at);
    }
  });

  it('numbers units through all layers', () => {
    expect(unitPlace(panel, 0)).toEqual({ layer: 0, index: 0 });
    expect(unitPlace(panel, 2)).toEqual({ layer: 1, index: 0 });
    expect(unitPlace(panel, 18)).toEqual({ layer: 3, index: 0 });
    expect(nameOf(panel, 0)).toBe('x₁');
  });

  it('can be walked by keys, and opens the bias of a unit and the weight of a line', () => {
    const highlight = new Highlight();
    const layout = laid([2, 8, 8, 1], 600, 400);
    const hand = new GraphHand(() => ({ layout, panel, highlight }));
    const press = (key: string) => hand.key(new KeyboardEvent('keydown', { key }));
    press('ArrowRight');
    expect(highlight.unit).toBe(0);
    press('ArrowRight');
    press('ArrowDown');
    expect(highlight.unit).toBe(3);
    press('Enter');
    expect(hand.editing).toMatchObject({ unit: 3, edge: null });
    hand.close();
    press('ArrowRight');
    press('ArrowRight');
    press('.');
    expect(highlight.edge).toEqual({ layer: 1, source: 0, target: 0 });
    press('.');
    press('Enter');
    expect(hand.editing?.edge).toEqual({ layer: 1, source: 1, target: 0 });
  });
});
