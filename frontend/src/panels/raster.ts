/** A small picture made of bytes and a colour table, kept and reused from frame to frame. */

export class Raster {
  readonly #canvas = document.createElement('canvas');
  #ctx: CanvasRenderingContext2D | null = null;
  #image: ImageData | null = null;
  #pixels = new Uint32Array(0);

  /** The picture, to be scaled by `drawImage`. */
  get canvas(): HTMLCanvasElement {
    return this.#canvas;
  }

  /** The pixels to fill, `width` x `height`; null where there is no canvas to draw on. */
  open(width: number, height: number): Uint32Array | null {
    if (this.#image?.width !== width || this.#image.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#ctx = this.#canvas.getContext('2d');
      this.#image = this.#ctx ? new ImageData(width, height) : null;
      this.#pixels = this.#image ? new Uint32Array(this.#image.data.buffer) : new Uint32Array(0);
    }
    return this.#image ? this.#pixels : null;
  }

  /** Puts the filled pixels onto the canvas. */
  close(): void {
    if (this.#ctx && this.#image) this.#ctx.putImageData(this.#image, 0, 0);
  }

  /** Paints `bytes` through `table`. */
  paint(bytes: Uint8Array, width: number, height: number, table: Uint32Array): void {
    const pixels = this.open(width, height);
    if (!pixels) return;
    const count = Math.min(pixels.length, bytes.length);
    for (let i = 0; i < count; i++) pixels[i] = table[bytes[i]!]!;
    this.close();
  }
}
