/** Draws what is on a drawing pad: its pixels, a quiet grid, and the pen of the keys. */
import type { Colours } from '../palette.svelte';
import type { DrawPad } from '../protocol';
import { mix, parseColour, pixel, toLab } from './colour';
import type { Point, Sheet } from './pen';
import type { Raster } from './raster';

export interface PadLook {
  colours: Colours;
  cursor: Point | null;
  ink: DrawPad['ink'];
  pen: number;
}

export interface PadPlot {
  scale: number;
  left: number;
  top: number;
}

/** Pixels as large as this get lines between them. */
const RULED_PX = 9;

export function drawPad(
  ctx: CanvasRenderingContext2D,
  sheet: Sheet,
  { scale, left, top }: PadPlot,
  { colours, cursor, ink, pen }: PadLook,
  raster: Raster,
): void {
  const { width, height } = sheet;
  raster.paint(sheet.pixels, width, height, inkTable(ink, colours));
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(raster.canvas, left, top, width * scale, height * scale);
  if (scale >= RULED_PX) {
    ctx.globalAlpha = 0.35;
    ctx.strokeStyle = colours.ink3;
    ctx.lineWidth = 0.5;
    ctx.beginPath();
    for (let col = 1; col < width; col++) {
      ctx.moveTo(left + col * scale, top);
      ctx.lineTo(left + col * scale, top + height * scale);
    }
    for (let row = 1; row < height; row++) {
      ctx.moveTo(left, top + row * scale);
      ctx.lineTo(left + width * scale, top + row * scale);
    }
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
  ctx.strokeStyle = colours.ink3;
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, width * scale - 1, height * scale - 1);
  if (!cursor) return;
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 2.5;
  ctx.beginPath();
  const radius = Math.max(0.5, pen) * scale;
  ctx.arc(left + cursor.x * scale, top + cursor.y * scale, radius, 0, 2 * Math.PI);
  ctx.stroke();
}

const tables = new Map<string, Uint32Array>();

/** From ground to ink: bright on dark as the pictures of the course, or dark on paper. */
function inkTable(ink: DrawPad['ink'], colours: Colours): Uint32Array {
  const key = `${ink} ${colours.panel} ${colours.ink}`;
  const known = tables.get(key);
  if (known) return known;
  const [from, to] = ink === 'bright' ? ['#000000', '#ffffff'] : [colours.panel, colours.ink];
  const [ground, strokes] = [toLab(parseColour(from)), toLab(parseColour(to))];
  const table = Uint32Array.from({ length: 256 }, (_, byte) =>
    pixel(mix(ground, strokes, byte / 255)),
  );
  tables.set(key, table);
  return table;
}
