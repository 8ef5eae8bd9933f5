/** A pen on a small grid of pixels: soft round dots, lines between them, and the way back. */

/** Drawings kept for undo. */
const MOST_KEPT = 40;
const INK = 255;

export interface Point {
  x: number;
  y: number;
}

export class Sheet {
  readonly width: number;
  readonly height: number;
  pixels: Uint8Array;
  #kept: Uint8Array[] = [];

  constructor(width: number, height: number, pixels?: ArrayLike<number>) {
    this.width = width;
    this.height = height;
    this.pixels = pixels ? Uint8Array.from(pixels) : new Uint8Array(width * height);
  }

  get canUndo(): boolean {
    return this.#kept.length > 0;
  }

  /** Remembers the drawing as it is, before a stroke. */
  keep(): void {
    this.#kept.push(this.pixels.slice());
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
  }

  undo(): boolean {
    const before = this.#kept.pop();
    if (before) this.pixels = before;
    return !!before;
  }

  clear(): void {
    this.keep();
    this.pixels = new Uint8Array(this.width * this.height);
  }

  /** A stroke from one point to another, in pixels, with a round pen; `erase` wipes. */
  stroke(from: Point, to: Point, radius: number, erase: boolean): void {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const dots = Math.max(1, Math.ceil(length / Math.max(0.25, radius / 3)));
    for (let i = 0; i <= dots; i++) {
      const share = i / dots;
      const at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
      this.#dot(at, radius, erase);
    }
  }

  /** Pixels within the radius are full; those at the rim by how much of them is covered. */
  #dot({ x, y }: Point, radius: number, erase: boolean): void {
    if (radius <= 0) return this.#mix(Math.floor(x), Math.floor(y), 1, erase);
    const reach = Math.ceil(radius + 1);
    for (let row = Math.floor(y) - reach; row <= y + reach; row++) {
      for (let col = Math.floor(x) - reach; col <= x + reach; col++) {
        const distance = Math.hypot(col + 0.5 - x, row + 0.5 - y);
        const cover = Math.min(1, radius + 0.5 - distance);
        if (cover > 0) this.#mix(col, row, cover, erase);
      }
    }
  }

  #mix(col: number, row: number, cover: number, erase: boolean): void {
    if (col < 0 || row < 0 || col >= this.width || row >= this.height) return;
    const at = row * this.width + col;
    const before = this.pixels[at]!;
    const wanted = Math.round(INK * cover);
    this.pixels[at] = erase ? Math.min(before, INK - wanted) : Math.max(before, wanted);
  }
}
