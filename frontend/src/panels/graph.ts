/** Draws a layered net: weights as curved lines, a picture in every unit. */
import type { Edge } from '../highlight.svelte';
import type { Colours } from '../palette.svelte';
import type { NetworkGraph } from '../protocol';
import { bytesOf, largest, LEVELS } from '../tensor';
import { number } from './format';
import type { GraphLayout, UnitBox } from './graph-layout';
import { biasAt, sizesOf } from './graph-net';
import { Raster } from './raster';
import type { Tables } from './tables';

/** The pictures of the units, a forward pass with numbers, or the backward pass. */
export type GraphMode = 'maps' | 'forward' | 'backward';

export interface GraphLook {
  colours: Colours;
  tables: Tables;
  mode: GraphMode;
}

/** More lines than this say nothing and cost too much: the strongest are drawn. */
export const MOST_LINES = 700;
const LEVELS_OF_WIDTH = 8;
const BINS = 64;
/** A weight of this size gets the full width, unless the net has larger ones. */
const FULL_WEIGHT = 2.5;

/** What is kept between frames, so that none allocates. */
export class GraphPicture {
  readonly atlas = new Raster();
  order = new Int32Array(256);
  bins = new Uint8Array(256);
  readonly counts = new Int32Array(BINS + 1);

  room(edges: number): void {
    if (this.order.length >= edges) return;
    this.order = new Int32Array(2 * edges);
    this.bins = new Uint8Array(2 * edges);
  }
}

export function drawGraph(
  ctx: CanvasRenderingContext2D,
  layout: GraphLayout,
  panel: NetworkGraph,
  look: GraphLook,
  picture: GraphPicture,
): void {
  drawEdges(ctx, layout, panel, look, picture);
  drawUnits(ctx, layout, panel, look, picture);
}

/** Adds the curve of an edge to the current path. */
export function traceEdge(ctx: CanvasPath, from: UnitBox, to: UnitBox): void {
  const [x0, x1] = [from.x + from.size / 2, to.x - to.size / 2];
  const bend = (x0 + x1) / 2;
  ctx.moveTo(x0, from.y);
  ctx.bezierCurveTo(bend, from.y, bend, to.y, x1, to.y);
}

/** The width of a line whose weight has this share (0..1) of the full one. */
export function lineWidth(share: number, colours: Colours): number {
  return (0.6 + 4.4 * share) * Math.max(1, colours.markLine / 2);
}

/** The flat numbers the lines show: weights, or the gradients in the backward pass. */
export function shownWeights(panel: NetworkGraph, mode: GraphMode): ArrayLike<number> {
  return mode === 'backward' && panel.gradients ? panel.gradients.data : panel.weights.data;
}

function fullOf(values: ArrayLike<number>, mode: GraphMode): number {
  return largest(values, mode === 'backward' ? 1e-9 : FULL_WEIGHT);
}

function drawEdges(
  ctx: CanvasRenderingContext2D,
  layout: GraphLayout,
  panel: NetworkGraph,
  look: GraphLook,
  picture: GraphPicture,
): void {
  const values = shownWeights(panel, look.mode);
  const drawn = rankEdges(values, fullOf(values, look.mode), picture);
  const edges = edgeWalk(panel, layout);
  ctx.lineCap = 'butt';
  // Equal lines are stroked as one path: a stroke costs far more than a curve.
  for (let level = 0; level < LEVELS_OF_WIDTH; level++) {
    const share = (level + 0.5) / LEVELS_OF_WIDTH;
    ctx.lineWidth = lineWidth(share, look.colours);
    ctx.globalAlpha = 0.22 + 0.72 * share;
    for (const positive of [false, true]) {
      ctx.strokeStyle = positive ? look.colours.positive : look.colours.negative;
      ctx.beginPath();
      for (let i = 0; i < drawn; i++) {
        const at = picture.order[i]!;
        if (picture.bins[at]! >> 3 !== level || values[at]! > 0 !== positive) continue;
        edges(ctx, at);
      }
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}

/** Puts the strongest edges into `picture.order`, by a counting sort; returns how many. */
function rankEdges(values: ArrayLike<number>, full: number, picture: GraphPicture): number {
  picture.room(values.length);
  const { bins, counts, order } = picture;
  counts.fill(0);
  for (let at = 0; at < values.length; at++) {
    const share = Math.min(1, Math.abs(values[at]!) / full);
    const bin = Math.floor(share * (BINS - 1)) || 0;
    bins[at] = bin;
    counts[bin]! += 1;
  }
  let place = 0;
  for (let bin = BINS - 1; bin >= 0; bin--) {
    const here = counts[bin]!;
    counts[bin] = place;
    place += here;
  }
  for (let at = 0; at < values.length; at++) order[counts[bins[at]!]!++] = at;
  return Math.min(values.length, MOST_LINES);
}

/** A function that traces edge number `at`, without making an object per edge. */
function edgeWalk(panel: NetworkGraph, layout: GraphLayout) {
  const sizes = sizesOf(panel);
  const starts = [0];
  for (let l = 1; l < sizes.length; l++) starts.push(starts[l - 1]! + sizes[l]! * sizes[l - 1]!);
  return (ctx: CanvasPath, at: number): void => {
    let layer = 1;
    while (layer < sizes.length - 1 && at >= starts[layer]!) layer += 1;
    const inputs = sizes[layer - 1]!;
    const rest = at - starts[layer - 1]!;
    const from = layout.units[layout.first[layer - 1]! + (rest % inputs)];
    const to = layout.units[layout.first[layer]! + Math.floor(rest / inputs)];
    if (from && to) traceEdge(ctx, from, to);
  };
}

function drawUnits(
  ctx: CanvasRenderingContext2D,
  layout: GraphLayout,
  panel: NetworkGraph,
  look: GraphLook,
  picture: GraphPicture,
): void {
  const pictures = look.mode === 'maps' && panel.maps;
  ctx.fillStyle = look.colours.bg;
  ctx.beginPath();
  for (const unit of layout.units) box(ctx, unit);
  ctx.fill();
  if (pictures) drawPictures(ctx, layout, panel, look, picture);
  else drawNumbers(ctx, layout, panel, look);
  ctx.lineWidth = 1;
  ctx.strokeStyle = look.colours.ink3;
  ctx.beginPath();
  for (const unit of layout.units) box(ctx, unit);
  ctx.stroke();
  drawBiases(ctx, layout, panel, look.colours);
}

function drawPictures(
  ctx: CanvasRenderingContext2D,
  layout: GraphLayout,
  panel: NetworkGraph,
  look: GraphLook,
  picture: GraphPicture,
): void {
  const [units, height, width] = (panel.maps?.shape ?? [0, 0, 0]) as [number, number, number];
  if (!panel.maps || units === 0) return;
  // The maps lie one below the other in memory already: one tall picture needs no rearranging.
  picture.atlas.paint(bytesOf(panel.maps), width, units * height, look.tables.diverging);
  ctx.save();
  ctx.beginPath();
  for (const unit of layout.units) box(ctx, unit);
  ctx.clip();
  ctx.imageSmoothingEnabled = true;
  layout.units.forEach(({ x, y, size }, number) => {
    if (number >= units) return;
    const half = size / 2;
    const from = [0, number * height, width, height] as const;
    ctx.drawImage(picture.atlas.canvas, ...from, x - half, y - half, size, size);
  });
  ctx.restore();
}

/** Units coloured by their value (or error signal) with the number inside. */
function drawNumbers(
  ctx: CanvasRenderingContext2D,
  layout: GraphLayout,
  panel: NetworkGraph,
  look: GraphLook,
): void {
  const backward = look.mode === 'backward';
  const values = backward ? panel.deltas?.data : panel.values?.data;
  if (!values) return;
  const shift = backward ? biasAt(panel, 0) : 0;
  const full = largest(values, 1e-9);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  layout.units.forEach((unit, n) => {
    const value = values[n + shift];
    if (value === undefined) return;
    const entry = look.tables.diverging[Math.round(((0.5 * value) / full + 1) * 0.5 * LEVELS)]!;
    ctx.fillStyle = `rgb(${entry & 255} ${(entry >> 8) & 255} ${(entry >> 16) & 255})`;
    ctx.beginPath();
    box(ctx, unit);
    ctx.fill();
    if (unit.size < 24) return;
    const digits = unit.size < 30 ? 1 : 2;
    const text = number(Math.round(value * 10 ** digits) / 10 ** digits, digits);
    const size = Math.min(look.colours.fontSize + 1, (1.5 * unit.size) / text.length);
    ctx.font = `500 ${size}px ${look.colours.font}`;
    ctx.fillStyle = look.colours.ink;
    ctx.fillText(text, unit.x, unit.y);
  });
}

/** A dot at the corner of each unit: its bias. */
function drawBiases(
  ctx: CanvasRenderingContext2D,
  layout: GraphLayout,
  panel: NetworkGraph,
  colours: Colours,
): void {
  const biases = panel.biases.data;
  for (let at = 0; at < biases.length; at++) {
    const unit = layout.units[at - biasAt(panel, 0)];
    if (!unit || unit.size < 18) continue;
    const share = Math.min(1, Math.abs(biases[at]!) / FULL_WEIGHT);
    ctx.beginPath();
    ctx.arc(unit.x - unit.size / 2, unit.y + unit.size / 2, 2 + 2.5 * share, 0, 2 * Math.PI);
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.panel;
    ctx.stroke();
    ctx.fillStyle = biases[at]! > 0 ? colours.positive : colours.negative;
    ctx.fill();
  }
}

function box(ctx: CanvasPath, { x, y, size }: UnitBox): void {
  ctx.roundRect(x - size / 2, y - size / 2, size, size, Math.min(6, size * 0.2));
}

/** The lines and frames that stand out: what is hovered, and what is being edited. */
export function drawAccents(
  ctx: CanvasRenderingContext2D,
  layout: GraphLayout,
  colours: Colours,
  lit: { unit: number; edge: Edge | null; strong: boolean }[],
): void {
  for (const { unit, edge, strong } of lit) {
    ctx.strokeStyle = strong ? colours.accent : colours.ink;
    const at = layout.units[unit];
    if (at) {
      ctx.beginPath();
      box(ctx, { ...at, size: at.size + 5 });
      ctx.lineWidth = 2;
      ctx.stroke();
    }
    const ends = edge && endsOf(layout, edge);
    if (!ends) continue;
    ctx.beginPath();
    traceEdge(ctx, ...ends);
    ctx.lineWidth = 3;
    ctx.stroke();
  }
}

export function endsOf(layout: GraphLayout, edge: Edge): [UnitBox, UnitBox] | null {
  const from = layout.units[(layout.first[edge.layer - 1] ?? NaN) + edge.source];
  const to = layout.units[(layout.first[edge.layer] ?? NaN) + edge.target];
  return from && to ? [from, to] : null;
}
