/** Saves what a panel shows as a PNG: its canvases at their places, with the title above. */
import type { Colours } from '../palette.svelte';
import { saveAs } from './saved';

const MARGIN = 16;
const HEAD = 34;

/** True where there is a canvas to save. */
export function isDrawn(body: HTMLElement | null): boolean {
  return body?.querySelector('canvas') != null;
}

export async function savePicture(body: HTMLElement, title: string, colours: Colours) {
  const picture = pictureOf(body, title, colours);
  const blob = await new Promise<Blob | null>((done) => picture.toBlob(done, 'image/png'));
  if (blob) saveAs(blob, title, 'png');
}

/** The canvases of `body` at their places, under the title. */
export function pictureOf(body: HTMLElement, title: string, colours: Colours): HTMLCanvasElement {
  const box = body.getBoundingClientRect();
  const scale = Math.max(2, window.devicePixelRatio || 1);
  const picture = document.createElement('canvas');
  picture.width = (box.width + 2 * MARGIN) * scale;
  picture.height = (box.height + HEAD + MARGIN) * scale;
  const ctx = picture.getContext('2d');
  if (!ctx) return picture;
  ctx.scale(scale, scale);
  ctx.fillStyle = colours.panel;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.fillStyle = colours.ink;
  ctx.font = `600 14px ${colours.font}`;
  ctx.textBaseline = 'middle';
  ctx.fillText(title, MARGIN, HEAD / 2);
  paint(ctx, body, MARGIN, HEAD);
  return picture;
}

/** All canvases of `body` at their places, its corner at (`left`, `top`). */
function paint(ctx: CanvasRenderingContext2D, body: HTMLElement, left: number, top: number): void {
  const box = body.getBoundingClientRect();
  for (const canvas of body.querySelectorAll('canvas')) {
    const at = canvas.getBoundingClientRect();
    if (canvas.width === 0 || at.width === 0) continue;
    ctx.drawImage(canvas, at.left - box.left + left, at.top - box.top + top, at.width, at.height);
  }
}

/** What `body` shows, `width` CSS pixels wide, as the address of a PNG; empty without a canvas. */
export function smallPicture(body: HTMLElement, width: number, colours: Colours): string {
  const box = body.getBoundingClientRect();
  if (!isDrawn(body) || box.width < 1 || box.height < 1) return '';
  const picture = document.createElement('canvas');
  const scale = width / box.width;
  [picture.width, picture.height] = [width, Math.round(box.height * scale)];
  const ctx = picture.getContext('2d');
  if (!ctx) return '';
  ctx.fillStyle = colours.panel;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.imageSmoothingQuality = 'high';
  ctx.scale(scale, scale);
  paint(ctx, body, 0, 0);
  return picture.toDataURL('image/png');
}
