/** A map of words: names where they fit, the ways some came, arrows between or out of them. */
import type { Colours } from '../palette.svelte';
import type { Scatter2D } from '../protocol';
import { xTo, yTo, type Plot } from './axes';
import { markRadius } from './points';
import type { Limits } from './scatter';
import type { Extent } from './surface.svelte';

/** More names than this are never written, however large the panel is. */
const MOST_NAMES = 400;
/** A name that was on screen keeps its place before others that would fit as well. */
const GAP = 3;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Written extends Box {
  row: number;
  x: number;
  y: number;
}

/** Rectangles that are taken, in a coarse grid so that thousands can be asked quickly. */
class Taken {
  static readonly #CELL = 48;
  readonly #cells = new Map<number, Box[]>();

  free(box: Box): boolean {
    return this.#around(box).every((key) =>
      (this.#cells.get(key) ?? []).every(
        (other) =>
          box.right < other.left ||
          box.left > other.right ||
          box.bottom < other.top ||
          box.top > other.bottom,
      ),
    );
  }

  add(box: Box): void {
    for (const key of this.#around(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  #around({ left, top, right, bottom }: Box): number[] {
    const at = (pixels: number) => Math.floor(pixels / Taken.#CELL);
    const keys = [];
    for (let row = at(top); row <= at(bottom); row++)
      for (let col = at(left); col <= at(right); col++) keys.push(row * 10_000 + col);
    return keys;
  }
}

/** Which names are written, frame after frame; remembers the last ones so that none flickers. */
export class Names {
  #last = new Set<number>();
  #widths = new Map<string, number>();
  #font = '';

  /** As many names as fit, in the order marked, written before, the rest by importance. */
  place(
    ctx: CanvasRenderingContext2D,
    plot: Plot,
    panel: Scatter2D,
    always: readonly number[],
    look: { font: string; size: number; gap: number },
  ): Written[] {
    ctx.font = look.font;
    if (this.#font !== look.font) this.#widths.clear();
    this.#font = look.font;
    const taken = new Taken();
    const written: Written[] = [];
    const done = new Set<number>();
    const forced = new Set(always);
    const put = (row: number) => {
      if (done.has(row) || row >= panel.names.length || written.length >= MOST_NAMES) return;
      const box = this.#box(ctx, plot, panel, row, look);
      const inside = box.left >= plot.left && box.right <= plot.left + plot.width;
      if (!forced.has(row) && !(inside && taken.free(box))) return;
      done.add(row);
      taken.add(box);
      written.push(box);
    };
    always.forEach(put);
    this.#last.forEach(put);
    for (let row = 0; row < panel.names.length; row++) put(row);
    this.#last = done;
    return written;
  }

  #box(
    ctx: CanvasRenderingContext2D,
    plot: Plot,
    panel: Scatter2D,
    row: number,
    { size, gap }: { size: number; gap: number },
  ): Written {
    const name = panel.names[row]!;
    let width = this.#widths.get(name);
    if (width === undefined) {
      width = ctx.measureText(name).width;
      this.#widths.set(name, width);
    }
    const x = xTo(plot, panel.points.x.data[row]!) + gap;
    const y = yTo(plot, panel.points.y.data[row]!);
    // At the right edge a name stands before its point.
    const start = x + width > plot.left + plot.width ? x - 2 * gap - width : x;
    const half = size / 2 + GAP / 2;
    return {
      row,
      x: start,
      y,
      left: start - 1,
      right: start + width + GAP,
      top: y - half,
      bottom: y + half,
    };
  }
}

/** Names beside their points: those that are marked, lit or picked strong, all others quiet. */
export function drawNames(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: Scatter2D,
  names: Names,
  { colours, lit }: { colours: Colours; lit: number },
): void {
  const size = colours.fontSize;
  const row = lit < 0 ? -1 : panel.points.ids.data.indexOf(lit);
  const strong = [...(row < 0 ? [] : [row]), ...Array.from(panel.marked?.data ?? [])];
  const gap = markRadius(plot, colours) + 3;
  const font = `${size}px ${colours.font}`;
  const written = names.place(ctx, plot, panel, strong, { font, size, gap });
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.strokeStyle = colours.panel;
  const write = (isStrong: boolean) => {
    for (const one of written) {
      if (strong.includes(one.row) !== isStrong) continue;
      ctx.strokeText(panel.names[one.row]!, one.x, one.y);
      ctx.fillText(panel.names[one.row]!, one.x, one.y);
    }
  };
  ctx.lineWidth = 2.5;
  ctx.fillStyle = colours.ink2;
  write(false);
  ctx.font = `600 ${font}`;
  ctx.lineWidth = 4;
  ctx.fillStyle = colours.ink;
  write(true);
}

/** The ways the picked words came, fainter the longer ago. */
export function drawWays(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: Scatter2D,
  colours: Colours,
): void {
  ctx.save();
  ctx.lineWidth = colours.markLine;
  ctx.lineCap = 'round';
  ctx.strokeStyle = colours.accent;
  for (const { x, y } of panel.curves) {
    const count = x.data.length;
    for (let i = 1; i < count; i++) {
      ctx.globalAlpha = 0.12 + (0.6 * i) / count;
      ctx.beginPath();
      ctx.moveTo(xTo(plot, x.data[i - 1]!), yTo(plot, y.data[i - 1]!));
      ctx.lineTo(xTo(plot, x.data[i]!), yTo(plot, y.data[i]!));
      ctx.stroke();
    }
  }
  ctx.restore();
}

/** Arrows in data units, each with a head, and its name at the tip. */
export function drawArrows(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: Scatter2D,
  colours: Colours,
): void {
  ctx.save();
  ctx.lineWidth = colours.markLine;
  ctx.font = `${colours.fontSize}px ${colours.font}`;
  for (const arrow of panel.arrows) {
    const from = [xTo(plot, arrow.x), yTo(plot, arrow.y)] as const;
    const tip = [xTo(plot, arrow.x + arrow.dx), yTo(plot, arrow.y + arrow.dy)] as const;
    const angle = Math.atan2(tip[1] - from[1], tip[0] - from[0]);
    const head = Math.min(9, Math.hypot(tip[0] - from[0], tip[1] - from[1]) / 2);
    ctx.strokeStyle = arrow.colour === 0 ? colours.ink : armColour(arrow.colour, colours);
    ctx.fillStyle = ctx.strokeStyle;
    ctx.setLineDash(arrow.dashed ? [5, 4] : []);
    ctx.beginPath();
    ctx.moveTo(...from);
    ctx.lineTo(...tip);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(...tip);
    for (const turn of [-0.42, 0.42])
      ctx.lineTo(tip[0] - head * Math.cos(angle + turn), tip[1] - head * Math.sin(angle + turn));
    ctx.fill();
    if (arrow.name && head > 4) nameTip(ctx, arrow.name, tip, angle, colours);
  }
  ctx.restore();
}

function nameTip(
  ctx: CanvasRenderingContext2D,
  name: string,
  tip: readonly [number, number],
  angle: number,
  colours: Colours,
): void {
  ctx.textAlign = Math.cos(angle) < 0 ? 'right' : 'left';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.panel;
  const [x, y] = [tip[0] + 7 * Math.cos(angle), tip[1] + 10 * Math.sin(angle)];
  ctx.strokeText(name, x, y);
  ctx.fillStyle = colours.ink;
  ctx.fillText(name, x, y);
  ctx.lineWidth = colours.markLine;
}

/** Pull to the true neighbour, push from strangers: the colours of the two signs. */
function armColour(colour: number, colours: Colours): string {
  return colour === 1 ? colours.negative : colours.positive;
}

/** How large the marks of so many words are: thousands must not become one blot. */
export function markSize(count: number): number {
  return Math.min(1, Math.max(0.45, Math.sqrt(300 / Math.max(1, count))));
}

/** The map without axes, and with the same scale on both, or angles would lie. */
export function mapPlot(extent: Extent, limits: Limits): Plot {
  const [width, height] = [Math.max(8, extent.width - 8), Math.max(8, extent.height - 8)];
  const spanX = limits.xMax - limits.xMin;
  const spanY = limits.yMax - limits.yMin;
  const perPixel = Math.max(spanX / width, spanY / height);
  const [midX, midY] = [(limits.xMin + limits.xMax) / 2, (limits.yMin + limits.yMax) / 2];
  const [halfX, halfY] = [(perPixel * width) / 2, (perPixel * height) / 2];
  return {
    ...{ left: 4, top: 4, width, height },
    ...{ xMin: midX - halfX, xMax: midX + halfX, yMin: midY - halfY, yMax: midY + halfY },
  };
}

/** A word of the map with the class it belongs to; empty for none. */
export function wordOf(panel: Scatter2D, token: number): string {
  const row = panel.tokens && token >= 0 ? panel.points.ids.data.indexOf(token) : -1;
  if (row < 0) return '';
  const group = panel.classes[panel.points.label.data[row]!];
  return group ? `${panel.names[row]}, ${group}` : (panel.names[row] ?? '');
}
