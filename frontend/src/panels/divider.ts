/** The dividing line of a plane: where it runs, where its two handles stand, how it is drawn. */
import type { Colours } from '../palette.svelte';
import type { Divider } from '../protocol';
import { xFrom, xTo, yFrom, yTo, type Plot } from './axes';
import type { Place } from './plane.svelte';

export interface Handles {
  /** In pixels: the one that carries the line, and the one that turns it. */
  move: Place;
  turn: Place;
}

const MARGIN = 12;

/** Where the handles stand, always inside the plot. */
export function handlesOf({ x, y, angle }: Divider, plot: Plot): Handles {
  const foot = inside({ x: xTo(plot, x), y: yTo(plot, y) }, plot);
  const far = 0.3 * plot.width;
  // Downwards is positive on the screen, so the line's direction is (sin, cos) there.
  const along = { x: Math.sin(angle), y: Math.cos(angle) };
  const ends = [far, -far].map((r) => ({ x: foot.x + r * along.x, y: foot.y + r * along.y }));
  const turn = ends.find((end) => isInside(end, plot)) ?? inside(ends[0]!, plot);
  return { move: foot, turn };
}

function inside({ x, y }: Place, plot: Plot): Place {
  const { left, top, width, height } = plot;
  return {
    x: Math.min(left + width - MARGIN, Math.max(left + MARGIN, x)),
    y: Math.min(top + height - MARGIN, Math.max(top + MARGIN, y)),
  };
}

function isInside(at: Place, plot: Plot): boolean {
  const kept = inside(at, plot);
  return kept.x === at.x && kept.y === at.y;
}

/** What of the line lies within reach of a place: a handle, the line itself, or nothing. */
export function gripAt(
  divider: Divider,
  plot: Plot,
  at: Place,
  reach: number,
): 'move' | 'turn' | null {
  const { move, turn } = handlesOf(divider, plot);
  if (Math.hypot(at.x - turn.x, at.y - turn.y) < reach) return 'turn';
  if (Math.hypot(at.x - move.x, at.y - move.y) < reach) return 'move';
  if (!divider.drawn) return null;
  const [dx, dy] = [at.x - xTo(plot, divider.x), at.y - yTo(plot, divider.y)];
  const aside = dx * Math.cos(divider.angle) - dy * Math.sin(divider.angle);
  return Math.abs(aside) < reach / 2 ? 'move' : null;
}

/** The line carried so that it goes through the place. */
export function carried(divider: Divider, plot: Plot, at: Place): Divider {
  return { ...divider, x: xFrom(plot, at.x), y: yFrom(plot, at.y) };
}

/** The line turned about its foot so that it points at the place, class 1 on the same side. */
export function turned(divider: Divider, plot: Plot, at: Place): Divider {
  const { move } = handlesOf(divider, plot);
  const line = Math.atan2(move.y - at.y, at.x - move.x);
  const options = [line - Math.PI / 2, line + Math.PI / 2];
  const near = (angle: number) => Math.cos(angle - divider.angle);
  const angle = near(options[0]!) > near(options[1]!) ? options[0]! : options[1]!;
  const foot = { x: xFrom(plot, move.x), y: yFrom(plot, move.y) };
  return { ...divider, ...foot, angle: wrapped(angle) };
}

/** Whether two lines run along each other so nearly that no eye tells them apart. */
export function isSameLine(one: Divider, other: Divider, plot: Plot): boolean {
  const [dx, dy] = [one.x - other.x, one.y - other.y];
  const aside = Math.abs(dx * Math.cos(other.angle) + dy * Math.sin(other.angle));
  const turn = Math.abs(wrapped(one.angle - other.angle));
  return aside < (plot.xMax - plot.xMin) / 240 && turn < Math.PI / 240;
}

/** The same angle between -π and π. */
export function wrapped(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

export function drawDivider(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  divider: Divider,
  colours: Colours,
  held: 'move' | 'turn' | null,
): void {
  const { move, turn } = handlesOf(divider, plot);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, plot.top, plot.width, plot.height);
  ctx.clip();
  if (!divider.drawn) ctx.setLineDash([6, 5]);
  const [far, sin, cos] = [2 * plot.width, Math.sin(divider.angle), Math.cos(divider.angle)];
  const foot = { x: xTo(plot, divider.x), y: yTo(plot, divider.y) };
  ctx.beginPath();
  ctx.moveTo(foot.x - far * sin, foot.y - far * cos);
  ctx.lineTo(foot.x + far * sin, foot.y + far * cos);
  ctx.lineWidth = colours.markLine;
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
  ctx.setLineDash([]);
  drawHandle(ctx, move, colours, held === 'move');
  drawHandle(ctx, turn, colours, held === 'turn');
  drawTurn(ctx, turn, colours);
  ctx.restore();
}

function drawHandle(
  ctx: CanvasRenderingContext2D,
  { x, y }: Place,
  colours: Colours,
  held: boolean,
): void {
  ctx.beginPath();
  ctx.arc(x, y, 8, 0, 2 * Math.PI);
  ctx.fillStyle = held ? colours.accent : colours.panel;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = colours.accent;
  ctx.stroke();
}

/** A small arc with a tip inside the handle that turns. */
function drawTurn(ctx: CanvasRenderingContext2D, { x, y }: Place, colours: Colours): void {
  ctx.beginPath();
  ctx.arc(x, y, 3.5, -0.4 * Math.PI, 1.1 * Math.PI);
  ctx.lineWidth = 1.3;
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
}
