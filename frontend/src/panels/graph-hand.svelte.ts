/** The learner's hand on the graph: points at units and lines, walks by keys, opens the editor. */
import type { Edge, Highlight } from '../highlight.svelte';
import type { NetworkGraph } from '../protocol';
import { edgeAt } from './graph-hit';
import { unitAt, type GraphLayout } from './graph-layout';
import { endsOf } from './graph';
import { firstOf, unitPlace } from './graph-net';

/** A bias or a weight that is being edited, and where the editor stands. */
export interface Editing {
  unit: number;
  edge: Edge | null;
  x: number;
  y: number;
}

export interface GraphGround {
  layout: GraphLayout;
  panel: NetworkGraph;
  highlight: Highlight;
}

export class GraphHand {
  /** Where the hover card stands, in the graph's pixels; null for none. */
  at = $state.raw<{ x: number; y: number } | null>(null);
  editing = $state.raw<Editing | null>(null);
  byKeys = $state(false);
  readonly #ground: () => GraphGround;

  constructor(ground: () => GraphGround) {
    this.#ground = ground;
  }

  readonly move = (event: PointerEvent): void => {
    this.byKeys = false;
    this.#point(placeIn(event));
  };

  readonly leave = (): void => {
    const { highlight } = this.#ground();
    this.at = null;
    highlight.unit = -1;
    highlight.edge = null;
  };

  readonly press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    // A finger does not hover: it points and presses at once, and needs a wider reach.
    this.#point(placeIn(event), event.pointerType === 'touch' ? 14 : 7);
    this.open();
  };

  readonly key = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key in WALKS) this.#walk(WALKS[key]!);
    else if (key === ',' || key === '.') this.#alongLines(key === '.' ? 1 : -1);
    else if (key === 'Enter' || key === ' ') this.open();
    else if (key === 'Escape') this.close();
    else return;
    event.preventDefault();
  };

  /** Opens the editor for what is pointed at: a line, or the bias of a unit. */
  open(): void {
    const { highlight, panel } = this.#ground();
    if (panel.fixed) return;
    const { unit, edge } = highlight;
    const { x, y } = this.at ?? { x: 0, y: 0 };
    if (edge) this.editing = { unit: -1, edge, x, y };
    else if (unit >= 0 && unitPlace(panel, unit).layer > 0)
      this.editing = { unit, edge: null, x, y };
    else this.editing = null;
  }

  close(): void {
    this.editing = null;
    this.leave();
  }

  #point(at: { x: number; y: number }, reach = 7): void {
    const { layout, panel, highlight } = this.#ground();
    const unit = unitAt(layout, at.x, at.y);
    const edge = unit >= 0 ? null : edgeAt(layout, panel.weights.data, at.x, at.y, reach);
    highlight.unit = unit;
    if (!sameEdge(edge, highlight.edge)) highlight.edge = edge;
    this.at = unit >= 0 || edge ? at : null;
  }

  #walk([across, down]: readonly [number, number]): void {
    const { layout, panel, highlight } = this.#ground();
    const from = highlight.edge
      ? { layer: highlight.edge.layer, index: highlight.edge.target }
      : unitPlace(panel, Math.max(0, highlight.unit));
    const began = highlight.unit >= 0 || highlight.edge !== null;
    const layer = clamp(from.layer + (began ? across : 0), panel.layers.length);
    const { length } = panel.layers[layer]?.names ?? [];
    const index = clamp(from.index + (began ? down : 0), length);
    highlight.edge = null;
    highlight.unit = firstOf(panel, layer) + index;
    this.byKeys = true;
    this.at = layout.units[highlight.unit] ?? null;
  }

  /** From line to line among those that lead into the current unit. */
  #alongLines(step: number): void {
    const { layout, panel, highlight } = this.#ground();
    const { edge } = highlight;
    const into = edge
      ? { layer: edge.layer, index: edge.target }
      : unitPlace(panel, Math.max(0, highlight.unit));
    const sources = panel.layers[into.layer - 1]?.names.length ?? 0;
    if (sources === 0) return;
    const source = edge ? (edge.source + step + sources) % sources : step > 0 ? 0 : sources - 1;
    const next = { layer: into.layer, source, target: into.index };
    highlight.edge = next;
    highlight.unit = -1;
    this.byKeys = true;
    const ends = endsOf(layout, next);
    if (ends) this.at = { x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2 };
  }
}

const WALKS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function placeIn(event: PointerEvent): { x: number; y: number } {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function sameEdge(one: Edge | null, other: Edge | null): boolean {
  if (!one || !other) return one === other;
  return one.layer === other.layer && one.source === other.source && one.target === other.target;
}

function clamp(value: number, count: number): number {
  return Math.min(Math.max(0, count - 1), Math.max(0, value));
}
