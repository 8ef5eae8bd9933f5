/** Which line of the graph lies under the pointer. */
import type { Edge } from '../highlight.svelte';
import type { GraphLayout, UnitBox } from './graph-layout';

/** The nearest edge within `reach` pixels of (x, y), null for none; stronger ones win ties. */
export function edgeAt(
  layout: GraphLayout,
  weights: ArrayLike<number>,
  x: number,
  y: number,
  reach = 7,
): Edge | null {
  let best: Edge | null = null;
  let least = reach;
  let at = 0;
  for (let layer = 1; layer < layout.columns.length; layer++) {
    const sources = unitsOf(layout, layer - 1);
    const targets = unitsOf(layout, layer);
    targets.forEach((to, target) =>
      sources.forEach((from, source) => {
        const weight = Math.abs(weights[at++] ?? 0);
        const distance = Math.abs(heightAt(from, to, x) - y) - Math.min(2, weight);
        // Written so that NaN, outside the curve, is never near.
        if (!(distance < least)) return;
        least = distance;
        best = { layer, source, target };
      }),
    );
  }
  return best;
}

/** The height of the edge's curve at `x`; NaN outside it. */
export function heightAt(from: UnitBox, to: UnitBox, x: number): number {
  const [x0, x1] = [from.x + from.size / 2, to.x - to.size / 2];
  if (x < x0 || x > x1 || x1 <= x0) return NaN;
  // Both middle control points lie half-way, so x(t) only grows: halving finds t.
  const share = (x - x0) / (x1 - x0);
  let [low, high] = [0, 1];
  for (let i = 0; i < 14; i++) {
    const t = (low + high) / 2;
    const reached = 1.5 * t * (1 - t) * (1 - t) + 1.5 * t * t * (1 - t) + t * t * t;
    if (reached < share) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return from.y + (to.y - from.y) * t * t * (3 - 2 * t);
}

function unitsOf(layout: GraphLayout, layer: number): UnitBox[] {
  return layout.units.slice(layout.first[layer], layout.first[layer + 1]);
}
