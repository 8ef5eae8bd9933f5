/** Thousands of points at once: small squares of pixels written straight into an image. */
import { Raster } from './raster';

/** More marks than this are splattered instead of drawn one by one. */
export const MOST_MARKS = 3000;

export class Splatter {
  readonly #raster = new Raster();
  #depth = new Float32Array(0);
  #pixels: Uint32Array | null = null;
  #width = 0;
  #height = 0;

  /** Begins an empty, transparent picture of `width` x `height` screen pixels. */
  begin(width: number, height: number, deep: boolean): void {
    this.#width = Math.max(1, Math.round(width));
    this.#height = Math.max(1, Math.round(height));
    this.#pixels = this.#raster.open(this.#width, this.#height);
    this.#pixels?.fill(0);
    const size = deep ? this.#width * this.#height : 0;
    if (this.#depth.length < size) this.#depth = new Float32Array(size);
    if (deep) this.#depth.fill(Infinity);
  }

  /** A square of side 2 * `reach` + 1 around (x, y); nearer squares hide farther ones. */
  dot(x: number, y: number, pixel: number, reach: number, depth = 0): void {
    if (!this.#pixels) return;
    const [cx, cy] = [Math.round(x), Math.round(y)];
    for (let py = Math.max(0, cy - reach); py <= Math.min(this.#height - 1, cy + reach); py++) {
      for (let px = Math.max(0, cx - reach); px <= Math.min(this.#width - 1, cx + reach); px++) {
        const at = py * this.#width + px;
        if (this.#depth.length > 0) {
          if (depth >= this.#depth[at]!) continue;
          this.#depth[at] = depth;
        }
        this.#pixels[at] = pixel;
      }
    }
  }

  /** Lays the picture over the canvas, one picture pixel per screen pixel. */
  end(ctx: CanvasRenderingContext2D, width: number, height: number): void {
    if (!this.#pixels) return;
    this.#raster.close();
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.#raster.canvas, 0, 0, width, height);
  }
}
