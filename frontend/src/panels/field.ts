/** Draws a function of the plane: colours, boundary line, hatching where there is no number. */
import type { UnitMap } from '../highlight.svelte';
import type { Colours } from '../palette.svelte';
import type { Field2D } from '../protocol';
import { bytesOf, HOLE, LEVELS, valueAt } from '../tensor';
import { axisRoom, drawAxes, xTo, yTo, type Plot } from './axes';
import { newContour, soften, traceContour, type Contour } from './contour';
import { number, tick } from './format';
import { Raster } from './raster';
import type { Extent } from './surface.svelte';
import { recentred, twoTone, type Tables } from './tables';

export interface FieldLook {
  colours: Colours;
  tables: Tables;
  discrete: boolean;
  unit: UnitMap | null;
}

/** What is kept between frames, so that none allocates. */
export class FieldPicture {
  readonly raster = new Raster();
  readonly contour: Contour = newContour();
  #table: { key: string; signed: Uint32Array; table: Uint32Array } | null = null;

  /** The table for this panel's range, built only when the range or the theme changes. */
  table(panel: Field2D, look: FieldLook): Uint32Array {
    const { lo, hi } = { lo: panel.values.lo ?? 0, hi: panel.values.hi ?? LEVELS };
    const source = panel.palette === 'sequential' ? look.tables.sequential : look.tables.diverging;
    const edge = look.discrete ? byteOf(panel, panel.level ?? panel.middle) : -1;
    const key = `${panel.palette} ${lo} ${hi} ${panel.middle} ${edge}`;
    if (this.#table?.key !== key || this.#table.signed !== source) {
      const even =
        panel.palette === 'sequential' ? source : recentred(source, lo, hi, panel.middle);
      const table = look.discrete ? twoTone(even, edge) : even;
      this.#table = { key, signed: source, table };
    }
    return this.#table.table;
  }
}

/** The square in the middle of the canvas that the plane fills, with room for its axes. */
export function fieldPlot(extent: Extent, panel: Field2D, colours: Colours): Plot {
  const room = axisRoom(colours, { x: panel.x_label, y: panel.y_label });
  const bar = panel.palette === 'classes' ? 4 : barRoom(colours);
  const side = Math.max(
    8,
    Math.min(extent.width - room.left - bar, extent.height - room.bottom - 3),
  );
  const left = Math.round(room.left + (extent.width - room.left - bar - side) / 2);
  const { x_min: xMin, x_max: xMax, y_min: yMin, y_max: yMax } = panel;
  const size = Math.floor(side);
  return { left, top: 2, width: size, height: size, xMin, xMax, yMin, yMax };
}

export function drawField(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: Field2D,
  look: FieldLook,
  picture: FieldPicture,
): void {
  if (look.unit) paintUnit(picture.raster, look.unit, look.tables);
  else paintValues(picture, panel, look);
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(plot.left, plot.top, plot.width, plot.height, 4);
  ctx.clip();
  stretch(ctx, plot, picture.raster.canvas);
  // A line that may be taken hold of is exact; the contour of bytes beside it would shiver.
  if (!look.unit && !panel.divider) drawBoundary(ctx, plot, panel, look, picture.contour);
  if (!look.unit) drawHoles(ctx, plot, panel, look.colours);
  ctx.restore();
  outline(ctx, plot, look.colours);
  drawAxes(ctx, plot, { x: panel.x_label, y: panel.y_label }, look.colours);
  if (panel.palette !== 'classes') drawBar(ctx, plot, panel, look, picture.table(panel, look));
}

/** The number at (x, y), or NaN in a hole or outside: linear between the middles of the cells. */
export function probe(panel: Field2D, x: number, y: number): number {
  const [height, width] = panel.values.shape as [number, number];
  const across = ((x - panel.x_min) / (panel.x_max - panel.x_min)) * width;
  const down = ((panel.y_max - y) / (panel.y_max - panel.y_min)) * height;
  if (!(across >= 0 && down >= 0 && across <= width && down <= height)) return NaN;
  if (panel.palette === 'classes') {
    const [column, row] = [Math.min(width - 1, Math.floor(across)), Math.floor(down)];
    return valueAt(panel.values, Math.min(height - 1, row) * width + column);
  }
  const [u, c] = between(across - 0.5, width);
  const [v, r] = between(down - 0.5, height);
  const at = (dr: number, dc: number) => valueAt(panel.values, (r + dr) * width + c + dc);
  return (1 - v) * ((1 - u) * at(0, 0) + u * at(0, 1)) + v * ((1 - u) * at(1, 0) + u * at(1, 1));
}

/** How far `place` lies between two samples, and which the first of them is. */
function between(place: number, count: number): [share: number, first: number] {
  const inside = Math.min(count - 1, Math.max(0, place));
  const first = Math.min(count - 2, Math.floor(inside));
  return [inside - first, first];
}

/** How sure the net is of the class at (x, y), 0..1; NaN where unknown. */
export function sureness(panel: Field2D, x: number, y: number): number {
  if (!panel.confidence) return NaN;
  return probe({ ...panel, values: panel.confidence, palette: 'sequential' }, x, y);
}

function paintValues(picture: FieldPicture, panel: Field2D, look: FieldLook): void {
  const [height, width] = panel.values.shape as [number, number];
  const bytes = bytesOf(panel.values);
  if (panel.palette !== 'classes') {
    picture.raster.paint(bytes, width, height, picture.table(panel, look));
    return;
  }
  const pixels = picture.raster.open(width, height);
  if (!pixels) return;
  const sure = panel.confidence ? bytesOf(panel.confidence) : null;
  const { classes } = look.tables;
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes[i]!;
    const table = classes[code === HOLE ? 0 : code % classes.length]!;
    const level = code === HOLE ? HOLE : look.discrete || !sure ? 200 : sure[i]!;
    pixels[i] = table[level]!;
  }
  picture.raster.close();
}

function paintUnit(raster: Raster, unit: UnitMap, tables: Tables): void {
  raster.paint(unit.data, unit.width, unit.height, tables.diverging);
}

/** Every sample is the middle of a cell, so the picture fills the plot from edge to edge. */
function stretch(ctx: CanvasRenderingContext2D, plot: Plot, image: HTMLCanvasElement): void {
  if (image.width === 0) return;
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'medium';
  ctx.drawImage(image, plot.left, plot.top, plot.width, plot.height);
}

function byteOf(panel: Field2D, level: number): number {
  const { lo, hi } = panel.values;
  return lo === null || hi === null ? level : ((level - lo) / (hi - lo)) * LEVELS;
}

function drawBoundary(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: Field2D,
  look: FieldLook,
  contour: Contour,
): void {
  if (panel.level === null || panel.palette === 'classes') return;
  const [height, width] = panel.values.shape as [number, number];
  const bytes = bytesOf(panel.values);
  if (contour.soft.length !== bytes.length) contour.soft = new Float32Array(bytes.length);
  const soft = soften(contour.soft, bytes, width);
  traceContour(contour, soft, width, height, byteOf(panel, panel.level));
  const [sx, sy] = [plot.width / width, plot.height / height];
  ctx.beginPath();
  for (let i = 0; i < contour.length; i += 4) {
    const [x0, y0, x1, y1] = contour.segments.subarray(i, i + 4);
    ctx.moveTo(plot.left + (x0! + 0.5) * sx, plot.top + (y0! + 0.5) * sy);
    ctx.lineTo(plot.left + (x1! + 0.5) * sx, plot.top + (y1! + 0.5) * sy);
  }
  ctx.lineWidth = look.colours.markLine;
  ctx.strokeStyle = look.colours.ink;
  ctx.stroke();
}

/** Thin slanted lines over the runs of cells without a number. */
function drawHoles(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: Field2D,
  colours: Colours,
): void {
  const bytes = bytesOf(panel.values);
  if (!bytes.includes(HOLE)) return;
  const [height, width] = panel.values.shape as [number, number];
  const [sx, sy] = [plot.width / width, plot.height / height];
  ctx.save();
  ctx.beginPath();
  for (let i = bytes.indexOf(HOLE); i >= 0; i = bytes.indexOf(HOLE, i + 1)) {
    const [column, row] = [i % width, Math.floor(i / width)];
    ctx.rect(plot.left + column * sx, plot.top + row * sy, sx + 0.5, sy + 0.5);
  }
  ctx.clip();
  ctx.fillStyle = colours.bg;
  ctx.fillRect(plot.left, plot.top, plot.width, plot.height);
  ctx.beginPath();
  for (let x = -plot.height; x < plot.width; x += 7) {
    ctx.moveTo(plot.left + x, plot.top + plot.height);
    ctx.lineTo(plot.left + x + plot.height, plot.top);
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.ink3;
  ctx.stroke();
  ctx.restore();
}

function outline(ctx: CanvasRenderingContext2D, plot: Plot, colours: Colours): void {
  ctx.beginPath();
  ctx.roundRect(plot.left - 0.5, plot.top - 0.5, plot.width + 1, plot.height + 1, 4);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.line;
  ctx.stroke();
}

function barRoom(colours: Colours): number {
  return Math.round(colours.fontSize * 4.2);
}

/** The colour key at the end side: which colour stands for which number. */
function drawBar(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: Field2D,
  look: FieldLook,
  table: Uint32Array,
): void {
  const unit = look.unit;
  const [lo, hi] = unit ? [-unit.scale, unit.scale] : [panel.values.lo ?? 0, panel.values.hi ?? 1];
  const [x, width] = [plot.left + plot.width + 8, 7];
  const colours = unit ? look.tables.diverging : table;
  const [top, height] = [plot.top, Math.min(plot.height, 132)];
  for (let i = 0; i < height; i++) {
    const entry = colours[Math.round(((height - 1 - i) / (height - 1)) * LEVELS)]!;
    ctx.fillStyle = `rgb(${entry & 255} ${(entry >> 8) & 255} ${(entry >> 16) & 255})`;
    ctx.fillRect(x, top + i, width, 1);
  }
  ctx.font = `${look.colours.fontSize}px ${look.colours.font}`;
  ctx.fillStyle = look.colours.ink2;
  ctx.textAlign = 'left';
  const label = (value: number) =>
    hi - lo >= 0.5 ? tick(value, (hi - lo) / 20) : number(value, 2);
  for (const [value, y, base] of [
    [hi, top - 1, 'top'],
    [unit ? 0 : (lo + hi) / 2, top + height / 2, 'middle'],
    [lo, top + height + 1, 'bottom'],
  ] as const) {
    ctx.textBaseline = base;
    ctx.fillText(trim(label(value)), x + width + 4, y);
  }
}

function trim(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** Thin lines through the probed place. */
export function drawCross(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  at: { x: number; y: number },
  colours: Colours,
): void {
  const [x, y] = [Math.round(xTo(plot, at.x)) + 0.5, Math.round(yTo(plot, at.y)) + 0.5];
  ctx.beginPath();
  ctx.moveTo(plot.left, y);
  ctx.lineTo(plot.left + plot.width, y);
  ctx.moveTo(x, plot.top);
  ctx.lineTo(x, plot.top + plot.height);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.ink2;
  ctx.setLineDash([2, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
}
