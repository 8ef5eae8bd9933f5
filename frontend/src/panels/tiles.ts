/** Lays small pictures out in rows and draws them from one atlas. */
import type { Colours } from '../palette.svelte';
import type { ImageGrid } from '../protocol';
import { bytesOf } from '../tensor';
import { Raster } from './raster';
import type { Extent } from './surface.svelte';
import type { Tables } from './tables';

export interface Tiles {
  columns: number;
  rows: number;
  /** Side of a picture in CSS pixels; `step` is its distance to the next. */
  side: { width: number; height: number };
  step: { x: number; y: number };
  left: number;
}

const GAP = 8;

/** As large as fits: the number of columns that gives the largest pictures. */
export function layTiles(
  count: number,
  shape: { width: number; height: number },
  extent: Extent,
  caption: number,
): Tiles {
  let best: Tiles | null = null;
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const wide = (extent.width - GAP * (columns - 1)) / columns;
    const high = (extent.height - GAP * (rows - 1)) / rows - caption;
    const scale = Math.min(wide / shape.width, high / shape.height);
    const side = { width: shape.width * scale, height: shape.height * scale };
    if (best && side.width <= best.side.width) continue;
    const step = { x: side.width + GAP, y: side.height + caption + GAP };
    const left = Math.max(0, (extent.width - columns * step.x + GAP) / 2);
    best = { columns, rows, side, step, left };
  }
  return best ?? { columns: 1, rows: 1, side: shape, step: { x: 1, y: 1 }, left: 0 };
}

/** The number of the picture at (x, y), -1 for none. */
export function tileAt(tiles: Tiles, count: number, x: number, y: number): number {
  const column = Math.floor((x - tiles.left) / tiles.step.x);
  const row = Math.floor(y / tiles.step.y);
  const index = row * tiles.columns + column;
  return column >= 0 && column < tiles.columns && row >= 0 && index < count ? index : -1;
}

export function drawTiles(
  ctx: CanvasRenderingContext2D,
  panel: ImageGrid,
  tiles: Tiles,
  look: { colours: Colours; tables: Tables; lit: number; caption: number },
  atlas: Raster,
): void {
  const [count, height, width] = panel.images.shape as [number, number, number];
  paintAtlas(atlas, panel, look.tables);
  // Filters of a few pixels must show their pixels; maps of many look better smooth.
  ctx.imageSmoothingEnabled = width >= 20;
  ctx.font = `${look.colours.fontSize}px ${look.colours.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (let i = 0; i < count; i++) {
    const x = tiles.left + (i % tiles.columns) * tiles.step.x;
    const y = Math.floor(i / tiles.columns) * tiles.step.y;
    const { width: w, height: h } = tiles.side;
    const from = [0, i * height, width, height] as const;
    ctx.drawImage(atlas.canvas, ...from, x, y, w, h);
    ctx.lineWidth = i === look.lit ? 2.5 : 1;
    ctx.strokeStyle = i === look.lit ? look.colours.ink : look.colours.line;
    ctx.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
    if (look.caption === 0) continue;
    ctx.fillStyle = i === look.lit ? look.colours.ink : look.colours.ink2;
    ctx.fillText(fitting(ctx, panel.captions[i] ?? '', tiles.step.x - 4), x + w / 2, y + h + 4);
  }
}

/** The caption, or its first part where the whole is too wide: "a₁ · layer 2" becomes "a₁". */
function fitting(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  return ctx.measureText(text).width <= width ? text : (text.split(' · ')[0] ?? text);
}

function paintAtlas(atlas: Raster, panel: ImageGrid, tables: Tables): void {
  const [count, height, width] = panel.images.shape as [number, number, number];
  const bytes = bytesOf(panel.images);
  if (panel.palette !== 'colour') {
    const table = panel.palette === 'grey' ? tables.grey : tables.diverging;
    atlas.paint(bytes, width, count * height, table);
    return;
  }
  const pixels = atlas.open(width, count * height);
  if (!pixels) return;
  for (let i = 0; i < pixels.length; i++) {
    const [r, g, b] = [bytes[3 * i]!, bytes[3 * i + 1]!, bytes[3 * i + 2]!];
    pixels[i] = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  }
  atlas.close();
}
