/** Ways over a plane as lines with marbles at their ends: a colour, a dash and a shape for each. */
import type { Colours } from '../palette.svelte';
import type { Trail } from '../protocol';
import { colourOf, shapeOf, trace } from './points';

/** A place on the canvas. `hidden`: behind a mountain, so drawn faintly. `last`: the line breaks
 *  here, for the way goes on off the map. */
export interface Seat {
  x: number;
  y: number;
  hidden?: boolean;
  last?: boolean;
}

/** A trail on the canvas; `row` is its number among all trails of the panel. */
export interface Drawn {
  trail: Trail;
  row: number;
  seats: Seat[];
}

const FAINT = 0.26;
const DASH = [6, 4];

/** The second round through the colours is dashed, so that nothing rests on colour alone. */
export function isSecondRound(trail: Trail): boolean {
  return trail.colour >= 8;
}

export function drawTrails(ctx: CanvasRenderingContext2D, all: Drawn[], colours: Colours): void {
  ctx.save();
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  // All rims first: of two ways that lie on each other, the upper dashes show the lower between.
  for (const { seats } of all) drawRim(ctx, seats, colours);
  for (const { trail, seats } of all) drawWay(ctx, trail, seats, colours);
  for (const { trail, seats } of all) drawHead(ctx, trail, seats, colours);
  ctx.restore();
}

function drawRim(ctx: CanvasRenderingContext2D, seats: Seat[], colours: Colours): void {
  ctx.globalAlpha = 0.55;
  stroke(ctx, seats, { colour: colours.panel, width: wayWidth(colours) + 2, hidden: false });
  ctx.globalAlpha = 1;
}

function wayWidth(colours: Colours): number {
  return colours.markLine * 1.35;
}

function drawWay(
  ctx: CanvasRenderingContext2D,
  trail: Trail,
  seats: Seat[],
  colours: Colours,
): void {
  const colour = colourOf(trail.colour, colours);
  const width = wayWidth(colours);
  ctx.setLineDash(isSecondRound(trail) ? DASH : []);
  stroke(ctx, seats, { colour, width, hidden: false });
  ctx.globalAlpha = FAINT;
  stroke(ctx, seats, { colour, width, hidden: true });
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  if (trail.dots) drawDots(ctx, seats, colour, colours);
}

/** The pieces of the way that are hidden, or those that are not. */
function stroke(
  ctx: CanvasRenderingContext2D,
  seats: Seat[],
  look: { colour: string; width: number; hidden: boolean },
): void {
  ctx.beginPath();
  let open = false;
  for (let i = 1; i < seats.length; i++) {
    const [from, to] = [seats[i - 1]!, seats[i]!];
    const hidden = (from.hidden ?? false) || (to.hidden ?? false);
    if (hidden !== look.hidden || from.last) {
      open = false;
      continue;
    }
    if (!open) ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    open = true;
  }
  ctx.lineWidth = look.width;
  ctx.strokeStyle = look.colour;
  ctx.stroke();
}

function drawDots(
  ctx: CanvasRenderingContext2D,
  seats: Seat[],
  colour: string,
  colours: Colours,
): void {
  ctx.beginPath();
  for (const { x, y } of seats) {
    ctx.moveTo(x + 3.2, y);
    ctx.arc(x, y, 3.2, 0, 2 * Math.PI);
  }
  ctx.fillStyle = colours.panel;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = colour;
  ctx.stroke();
}

function drawHead(
  ctx: CanvasRenderingContext2D,
  trail: Trail,
  seats: Seat[],
  colours: Colours,
): void {
  const last = seats.at(-1);
  if (!last) return;
  ctx.globalAlpha = last.hidden ? 0.5 : 1;
  if (trail.end === 'away') drawAway(ctx, last, colourOf(trail.colour, colours), colours);
  else drawMarble(ctx, trail.colour, last, headRadius(colours), colours);
  ctx.globalAlpha = 1;
}

export function headRadius(colours: Colours): number {
  return colours.point * 1.45;
}

/** A marble: the shape tells the racer, a spot of light makes it round. */
export function drawMarble(
  ctx: CanvasRenderingContext2D,
  number: number,
  at: Seat,
  r: number,
  colours: Colours,
): void {
  const colour = colourOf(number, colours);
  const hollow = number >= 8;
  ctx.beginPath();
  trace(ctx, shapeOf(number), at.x, at.y, r);
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = colours.panel;
  ctx.stroke();
  ctx.fillStyle = hollow ? colours.panel : colour;
  ctx.fill();
  if (hollow) {
    ctx.lineWidth = 2;
    ctx.strokeStyle = colour;
    ctx.stroke();
    return;
  }
  ctx.beginPath();
  ctx.arc(at.x - 0.32 * r, at.y - 0.34 * r, 0.26 * r, 0, 2 * Math.PI);
  ctx.fillStyle = 'rgb(255 255 255 / 0.65)';
  ctx.fill();
}

/** Where a racer left every picture. */
function drawAway(
  ctx: CanvasRenderingContext2D,
  { x, y }: Seat,
  colour: string,
  colours: Colours,
): void {
  const r = headRadius(colours);
  for (const [width, style] of [
    [5, colours.panel],
    [2.5, colour],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(x - r, y - r);
    ctx.lineTo(x + r, y + r);
    ctx.moveTo(x - r, y + r);
    ctx.lineTo(x + r, y - r);
    ctx.lineWidth = width;
    ctx.strokeStyle = style;
    ctx.stroke();
  }
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The names beside the ends, inside `box`, moved apart where they would lie on each other. */
export function drawNames(
  ctx: CanvasRenderingContext2D,
  all: Drawn[],
  box: Box,
  colours: Colours,
): void {
  const size = colours.fontSize;
  ctx.save();
  ctx.font = `600 ${size}px ${colours.font}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const ends = all
    // At the start all stand on one place, and names would only cover it.
    .filter(({ seats }) => seats.length > 1)
    .map(({ trail, seats }) => ({ trail, at: seats.at(-1)!, y: seats.at(-1)!.y }))
    .sort((a, b) => a.at.y - b.at.y || a.trail.colour - b.trail.colour);
  settle(ends, size * 1.25, box);
  for (const { trail, at, y } of ends) {
    const width = ctx.measureText(trail.name).width;
    const gap = headRadius(colours) + 5;
    const right = at.x + gap + width < box.right;
    const x = right ? at.x + gap : at.x - gap - width;
    drawName(ctx, trail, { x: Math.max(box.left + 2, x), y }, colours);
  }
  ctx.restore();
}

/** Neighbours push each other apart until every name has a line of its own. */
export function settle(ends: { at: Seat; y: number }[], apart: number, box: Box): void {
  const near = (a: { at: Seat }, b: { at: Seat }) => Math.abs(a.at.x - b.at.x) < 90;
  for (let round = 0; round < 12; round++) {
    for (let i = 0; i < ends.length; i++) {
      for (let j = i + 1; j < ends.length; j++) {
        const [a, b] = [ends[i]!, ends[j]!];
        const lack = apart - (b.y - a.y);
        if (lack <= 0 || !near(a, b)) continue;
        a.y -= lack / 2;
        b.y += lack / 2;
      }
    }
    for (const end of ends) {
      end.y = Math.min(box.bottom - apart / 2, Math.max(box.top + apart / 2, end.y));
    }
  }
}

function drawName(
  ctx: CanvasRenderingContext2D,
  trail: Trail,
  at: { x: number; y: number },
  colours: Colours,
): void {
  ctx.lineWidth = 3.5;
  ctx.lineJoin = 'round';
  ctx.globalAlpha = 0.85;
  ctx.strokeStyle = colours.panel;
  ctx.strokeText(trail.name, at.x, at.y);
  ctx.globalAlpha = 1;
  ctx.fillStyle = colours.ink;
  ctx.fillText(trail.name, at.x, at.y);
}

/** A ring where the hand holds, or could take, a marble. */
export function drawHeld(
  ctx: CanvasRenderingContext2D,
  at: Seat | undefined,
  firm: boolean,
  colours: Colours,
): void {
  if (!at) return;
  ctx.beginPath();
  ctx.arc(at.x, at.y, headRadius(colours) + 5, 0, 2 * Math.PI);
  ctx.lineWidth = firm ? 2.5 : 1.5;
  ctx.strokeStyle = colours.accent;
  ctx.stroke();
}
