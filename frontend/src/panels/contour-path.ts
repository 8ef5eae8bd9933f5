/** Draws a plane seen from above: soft colour for the height, level lines, spots, arrows. */
import type { Colours } from '../palette.svelte';
import type { Arrow, ContourPath, Spot } from '../protocol';
import { HOLE, LEVELS } from '../tensor';
import { axisRoom, drawAxes, xTo, yTo, type Plot } from './axes';
import { newContour, traceContour } from './contour';
import type { Heights } from './heights';
import { colourOf } from './points';
import { Raster } from './raster';
import type { Extent } from './surface.svelte';
import type { Tables } from './tables';
import type { Drawn } from './trails';

/** Strong enough to see the valley, pale enough for ten trails on top. */
const SOFT = 0.5;

/** What is kept between frames, so that none allocates. */
export class ContourPicture {
  readonly raster = new Raster();
  readonly contour = newContour();
}

/** How different the axes may be and still share one scale. */
const EVEN = 2;

/** The place of the plane on its canvas, with one scale for both axes unless they differ a lot. */
export function contourPlot(extent: Extent, panel: ContourPath, colours: Colours): Plot {
  const room = axisRoom(colours, { x: panel.x_label, y: panel.y_label });
  const { x_min: xMin, x_max: xMax, y_min: yMin, y_max: yMax } = panel;
  const most = Math.max(8, extent.width - room.left - 6);
  const high = Math.max(8, extent.height - room.bottom - 3);
  const spans = (xMax - xMin) / (yMax - yMin);
  const shared = spans <= EVEN && spans >= 1 / EVEN;
  const ratio = shared ? spans : Math.min(EVEN, Math.max(1 / EVEN, most / high));
  const width = Math.floor(Math.min(most, high * ratio));
  const height = Math.floor(width / ratio);
  const left = Math.round(room.left + (most - width) / 2);
  const top = 2 + Math.round((high - height) / 2);
  return { left, top, width, height, xMin, xMax, yMin, yMax };
}

export function drawGround(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: ContourPath,
  heights: Heights,
  look: { colours: Colours; tables: Tables },
  picture: ContourPicture,
): void {
  const { colours, tables } = look;
  picture.raster.paint(heights.bytes, heights.width, heights.height, tables.sequential);
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(plot.left, plot.top, plot.width, plot.height, 4);
  ctx.clip();
  ctx.globalAlpha = SOFT;
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'high';
  const { canvas } = picture.raster;
  if (canvas.width > 0) ctx.drawImage(canvas, plot.left, plot.top, plot.width, plot.height);
  ctx.globalAlpha = 1;
  drawLevels(ctx, plot, panel, heights, colours, picture);
  hatch(ctx, plot, heights, colours);
  ctx.restore();
  ctx.beginPath();
  ctx.roundRect(plot.left - 0.5, plot.top - 0.5, plot.width + 1, plot.height + 1, 4);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.line;
  ctx.stroke();
  drawAxes(ctx, plot, { x: panel.x_label, y: panel.y_label }, colours);
}

function drawLevels(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: ContourPath,
  heights: Heights,
  colours: Colours,
  { contour }: ContourPicture,
): void {
  const { width, height, lo, hi } = heights;
  const [sx, sy] = [plot.width / width, plot.height / height];
  ctx.beginPath();
  for (const level of panel.levels) {
    const scaled = ((level - lo) / (hi - lo)) * LEVELS;
    if (scaled < 0 || scaled > LEVELS) continue;
    traceContour(contour, heights.scaled, width, height, scaled);
    for (let i = 0; i < contour.length; i += 4) {
      const [x0, y0, x1, y1] = contour.segments.subarray(i, i + 4);
      ctx.moveTo(plot.left + (x0! + 0.5) * sx, plot.top + (y0! + 0.5) * sy);
      ctx.lineTo(plot.left + (x1! + 0.5) * sx, plot.top + (y1! + 0.5) * sy);
    }
  }
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.32;
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Slanted lines where there is no number. */
function hatch(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  { bytes, width, height }: Heights,
  colours: Colours,
): void {
  if (!bytes.includes(HOLE)) return;
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

/** The trails on the canvas; where one leaves the plane it is cut a little outside. */
export function seatTrails(plot: Plot, panel: ContourPath, off: ReadonlySet<string>): Drawn[] {
  const far = 40 * Math.max(plot.width, plot.height);
  const near = (value: number) => Math.min(far, Math.max(-far, value));
  return panel.trails.flatMap((trail, row) => {
    if (off.has(trail.name)) return [];
    const { x, y } = trail;
    const seats = Array.from(x.data, (at, i) => ({
      x: near(xTo(plot, at)),
      y: near(yTo(plot, y.data[i]!)),
    }));
    if (trail.end === 'away') pinLast(plot, seats);
    return [{ trail, row, seats }];
  });
}

/** A racer that flew away is marked where it crossed the edge. */
function pinLast(plot: Plot, seats: { x: number; y: number }[]): void {
  const [right, bottom] = [plot.left + plot.width, plot.top + plot.height];
  const inside = (s: { x: number; y: number }) =>
    s.x >= plot.left && s.x <= right && s.y >= plot.top && s.y <= bottom;
  const first = seats.findIndex((seat) => !inside(seat));
  if (first < 1) return;
  const [from, to] = [seats[first - 1]!, seats[first]!];
  const cuts = [
    [to.x < plot.left, plot.left, 'x'],
    [to.x > right, right, 'x'],
    [to.y < plot.top, plot.top, 'y'],
    [to.y > bottom, bottom, 'y'],
  ] as const;
  const shares = cuts.map(([out, edge, k]) => (out ? (edge - from[k]) / (to[k] - from[k]) : 1));
  const share = 0.985 * Math.max(0, Math.min(...shares));
  seats.length = first;
  seats.push({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
}

export function drawSpots(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  spots: Spot[],
  colours: Colours,
): void {
  ctx.save();
  ctx.font = `italic ${colours.fontSize}px ${colours.font}`;
  ctx.textBaseline = 'middle';
  for (const spot of spots) {
    const [x, y] = [xTo(plot, spot.x), yTo(plot, spot.y)];
    ctx.beginPath();
    traceSpot(ctx, spot.sort, x, y, colours.point * 1.5);
    for (const [width, style] of [
      [4, colours.panel],
      [1.6, colours.ink],
    ] as const) {
      ctx.lineWidth = width;
      ctx.strokeStyle = style;
      ctx.stroke();
    }
    ctx.textAlign = 'center';
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.panel;
    ctx.fillStyle = colours.ink2;
    const below = y + colours.fontSize * 1.5;
    ctx.strokeText(spot.name, x, below);
    ctx.fillText(spot.name, x, below);
  }
  ctx.restore();
}

function traceSpot(ctx: CanvasPath, sort: Spot['sort'], x: number, y: number, r: number): void {
  switch (sort) {
    case 'minimum':
    case 'start':
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
      if (sort === 'start') return;
      ctx.moveTo(x + 1.5, y);
      ctx.arc(x, y, 1.5, 0, 2 * Math.PI);
      return;
    case 'maximum':
      ctx.moveTo(x, y - r);
      ctx.lineTo(x + r, y + 0.7 * r);
      ctx.lineTo(x - r, y + 0.7 * r);
      ctx.closePath();
      return;
    case 'saddle':
      ctx.moveTo(x - r, y - 0.8 * r);
      ctx.quadraticCurveTo(x, y + 0.8 * r, x + r, y - 0.8 * r);
      ctx.moveTo(x - r, y + 0.8 * r);
      ctx.quadraticCurveTo(x, y - 0.8 * r, x + r, y + 0.8 * r);
      return;
    default:
      sort satisfies never;
  }
}

/** Arrows in data units; one longer than the plane is cut, for its direction is what counts. */
export function drawArrows(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  arrows: Arrow[],
  colours: Colours,
): void {
  ctx.save();
  ctx.font = `600 ${colours.fontSize}px ${colours.font}`;
  ctx.lineCap = 'round';
  for (const arrow of arrows) drawArrow(ctx, plot, arrow, colours);
  ctx.restore();
}

function drawArrow(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  arrow: Arrow,
  colours: Colours,
): void {
  const [x, y] = [xTo(plot, arrow.x), yTo(plot, arrow.y)];
  const [dx, dy] = [xTo(plot, arrow.x + arrow.dx) - x, yTo(plot, arrow.y + arrow.dy) - y];
  const long = Math.hypot(dx, dy);
  if (!(long > 1.5)) return;
  const share = Math.min(1, (0.6 * plot.width) / long);
  const [tx, ty] = [x + share * dx, y + share * dy];
  const [ux, uy] = [dx / long, dy / long];
  const barb = Math.min(8, 0.5 * long + 2);
  for (const [width, style] of [
    [5, colours.panel],
    [2.2, colourOf(arrow.colour, colours)],
  ] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = style;
    ctx.setLineDash(arrow.dashed ? [4, 4] : []);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(tx, ty);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(tx - barb * (ux + 0.55 * uy), ty - barb * (uy - 0.55 * ux));
    ctx.lineTo(tx, ty);
    ctx.lineTo(tx - barb * (ux - 0.55 * uy), ty - barb * (uy + 0.55 * ux));
    ctx.stroke();
  }
  ctx.textAlign = ux >= 0 ? 'left' : 'right';
  ctx.textBaseline = uy >= 0 ? 'top' : 'bottom';
  ctx.lineWidth = 3;
  ctx.strokeStyle = colours.panel;
  ctx.fillStyle = colours.ink;
  ctx.strokeText(arrow.name, tx + 4 * ux, ty + 4 * uy);
  ctx.fillText(arrow.name, tx + 4 * ux, ty + 4 * uy);
}
