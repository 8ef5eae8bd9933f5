/** Where the nodes of a computation graph stand, and how far its passes have come. */
import type { CompGraph, Link, Node } from '../protocol';

export interface Spot {
  x: number;
  y: number;
}

/** A node's box in CSS pixels. */
export const BOX = { width: 100, height: 42 } as const;
/** Edges with a number need more room than those without. */
const LEAST = { column: 156, bare: 128, row: 48 } as const;
const ARROW = 9;

type Graph = Pick<CompGraph, 'nodes' | 'links'>;

/** The least room in which every box and every edge's number can be read. */
export function leastRoom({ nodes, links }: Graph): { width: number; height: number } {
  const { columns, rows } = gridOf(nodes);
  const column = links.some(({ local }) => local !== null) ? LEAST.column : LEAST.bare;
  const width = (columns - 1) * column + BOX.width + 8;
  return { width, height: rows * LEAST.row };
}

function gridOf(nodes: Node[]): { columns: number; rows: number } {
  return {
    columns: 1 + Math.max(0, ...nodes.map(({ column }) => column)),
    rows: 1 + Math.max(0, ...nodes.map(({ row }) => row)),
  };
}

/** The middle of every node's box, by id. */
export function layNodes(nodes: Node[], width: number, height: number): Map<string, Spot> {
  const { columns, rows } = gridOf(nodes);
  const across = columns > 1 ? (width - BOX.width - 8) / (columns - 1) : 0;
  const spots = nodes.map(({ id, column, row }): [string, Spot] => [
    id,
    {
      x: BOX.width / 2 + 4 + column * across,
      y: (height * (row + 0.5)) / rows,
    },
  ]);
  return new Map(spots);
}

/** A line from the end of `from`'s box to the start of `to`'s, as an SVG path. */
export function wire(from: Spot, to: Spot): string {
  const [x0, x1] = [from.x + BOX.width / 2, to.x - BOX.width / 2 - ARROW];
  const bend = Math.max(12, (x1 - x0) / 2);
  return `M${x0} ${from.y}C${x0 + bend} ${from.y} ${x1 - bend} ${to.y} ${x1} ${to.y}h${ARROW - 2}`;
}

/** Where an edge's number stands: in its middle. */
export function labelSpot(from: Spot, to: Spot): Spot {
  const [x0, x1] = [from.x + BOX.width / 2, to.x - BOX.width / 2 - ARROW];
  const bend = Math.max(12, (x1 - x0) / 2);
  const t = 0.5;
  const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  return {
    x: a * x0 + b * (x0 + bend) + c * (x1 - bend) + d * x1,
    y: (a + b) * from.y + (c + d) * to.y,
  };
}

/** How far the two passes have come. */
export interface Passes {
  /** The visits of both passes: forward first. */
  visits: string[];
  forward: number;
  at: number;
  /** The node of the last visit; empty before the first. */
  now: string;
  /** Whether the last visit went back. */
  isBack: boolean;
  values: Set<string>;
  gradients: Set<string>;
}

export function passesOf({ order, back, at: made, nodes }: CompGraph): Passes {
  const backward = back.length > 0 ? back : order.toReversed();
  const visits = [...order, ...backward];
  const at = Math.min(visits.length, Math.max(0, made));
  const unseen = new Set(order.slice(at));
  return {
    visits,
    forward: order.length,
    at,
    now: visits[at - 1] ?? '',
    isBack: at > order.length,
    values: new Set(nodes.map(({ id }) => id).filter((id) => !unseen.has(id))),
    gradients: new Set(visits.slice(order.length, Math.max(order.length, at))),
  };
}

/** Whether `link` carries the number of the last visit: into its node, or back to it. */
export function isRunning(link: Link, { now, isBack, gradients }: Passes): boolean {
  if (now === '') return false;
  return isBack ? link.source === now && gradients.has(link.target) : link.target === now;
}

/** Whether `id` feeds `node` or is fed by it, or is itself. */
export function isNear(links: Link[], node: string, id: string): boolean {
  if (!node || node === id) return true;
  return links.some(
    ({ source, target }) =>
      (source === node && target === id) || (target === node && source === id),
  );
}

const WALKS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** The node an arrow key leads to: the nearest in its direction; null where there is none. */
export function walk(spots: Map<string, Spot>, from: string, key: string): string | null {
  const way = WALKS[key];
  const start = spots.get(from);
  if (!way || !start) return null;
  const [dx, dy] = way;
  let best: { id: string; far: number } | null = null;
  for (const [id, { x, y }] of spots) {
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    if (along < 4 || id === from) continue;
    // Up and down stay in the column; along the graph the straightest way counts.
    const far = along + 2 * aside;
    if (!best || far < best.far) best = { id, far };
  }
  return best?.id ?? null;
}
