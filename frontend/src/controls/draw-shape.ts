/** Draws the shape of a data set onto a small square canvas. */
import type { Palette } from '../palette.svelte';
import { LEVELS } from '../tensor';
import type { Shape } from './pictures';

const SURE = 235;

export function drawShape(canvas: HTMLCanvasElement, shape: Shape, palette: Palette): void {
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  const side = canvas.width;
  ctx.clearRect(0, 0, side, side);
  switch (shape.kind) {
    case 'field':
      return fill(ctx, side, (x, y) => diverging(palette, shape.at(x, y)));
    case 'regions':
      return fill(ctx, side, (x, y) => palette.tables.classes[shape.at(x, y)]?.[SURE] ?? 0);
    case 'curve':
      return drawCurve(ctx, side, shape.at, palette);
    case 'dots':
      return drawDots(ctx, side, shape.points, palette);
    default:
      shape satisfies never;
  }
}

function fill(
  ctx: CanvasRenderingContext2D,
  side: number,
  colour: (x: number, y: number) => number,
): void {
  const image = ctx.createImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) {
    const [column, row] = [i % side, Math.floor(i / side)];
    pixels[i] = colour((2 * column) / (side - 1) - 1, 1 - (2 * row) / (side - 1));
  }
  ctx.putImageData(image, 0, 0);
}

function diverging(palette: Palette, value: number): number {
  return palette.tables.diverging[Math.round(((0.9 * value + 1) / 2) * LEVELS)] ?? 0;
}

function drawCurve(
  ctx: CanvasRenderingContext2D,
  side: number,
  at: (x: number) => number,
  palette: Palette,
): void {
  const toX = (x: number) => ((x + 1) / 2) * side;
  const toY = (y: number) => ((1 - y) / 2) * side;
  ctx.strokeStyle = palette.colours.ink3;
  ctx.lineWidth = side / 28;
  ctx.beginPath();
  for (let x = -0.86; x <= 0.861; x += 0.02) ctx.lineTo(toX(x), toY(at(x)));
  ctx.stroke();
  ctx.fillStyle = palette.colours.positive;
  for (let i = 0; i < 11; i++) {
    const x = -0.8 + i * 0.16;
    dot(ctx, toX(x), toY(at(x) + 0.1 * Math.sin(7 * i)), side / 26);
  }
}

function drawDots(
  ctx: CanvasRenderingContext2D,
  side: number,
  points: [number, number, number][],
  palette: Palette,
): void {
  for (const [x, y, group] of points) {
    ctx.fillStyle = palette.colours.classes[group] ?? palette.colours.ink2;
    dot(ctx, ((x + 1) / 2) * side, ((1 - y) / 2) * side, side / (points.length > 10 ? 30 : 18));
  }
}

function dot(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}
