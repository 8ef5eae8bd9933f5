/** The learner's hand on a drawing pad: strokes by pointer and by keys, sent while drawing. */
import type { DrawPad } from '../protocol';
import { bytesOf } from '../tensor';
import type { BenchView } from './bench-view';
import { Sheet, type Point } from './pen';
import { Throttle } from './throttle';

/** Ten drawings a second are enough for a guess. */
const GAP_MS = 100;
/** A pad waits so long for the server to show what was drawn before it shows what came. */
const PATIENCE_MS = 1500;

export interface PadGround {
  panel: DrawPad;
  bench: BenchView;
  name: string;
  /** CSS pixels per pixel of the drawing, and where it begins. */
  scale: number;
  left: number;
  top: number;
}

export class PadHand {
  erasing = $state(false);
  /** The pixel the keys stand on. */
  cursor = $state.raw<Point | null>(null);
  /** Raised by every change of the sheet, which is no state of its own: it changes too often. */
  beat = $state(0);
  byKeys = $state(false);
  sheet: Sheet;
  readonly #ground: () => PadGround;
  readonly #outbox: Throttle<null>;
  #last: Point | null = null;
  #touchedMs = -Infinity;

  constructor(ground: () => PadGround) {
    this.#ground = ground;
    const [height = 1, width = 1] = ground().panel.pixels.shape;
    this.sheet = new Sheet(width, height, bytesOf(ground().panel.pixels));
    this.#outbox = new Throttle(() => this.#send(), GAP_MS);
  }

  get drawing(): boolean {
    return this.#last !== null;
  }

  /** A frame has come: its pixels win, unless the hand is faster than the server. */
  take(panel: DrawPad): void {
    const [height = 1, width = 1] = panel.pixels.shape;
    const bytes = bytesOf(panel.pixels);
    const { sheet } = this;
    if (width !== sheet.width || height !== sheet.height)
      this.sheet = new Sheet(width, height, bytes);
    else if (alike(bytes, sheet.pixels)) this.#touchedMs = -Infinity;
    else if (this.drawing || performance.now() - this.#touchedMs < PATIENCE_MS) return;
    else sheet.pixels = bytes.slice();
    this.beat += 1;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture?.(event.pointerId);
    this.byKeys = false;
    this.cursor = null;
    this.sheet.keep();
    this.#last = this.#place(event);
    this.#draw(this.#last, this.#last);
  };

  readonly move = (event: PointerEvent): void => {
    if (!this.#last) return;
    // A fast hand moves farther between two frames than the pen is wide: no point is left out.
    const all = event.getCoalescedEvents?.() ?? [];
    for (const each of all.length > 0 ? all : [event]) {
      const next = this.#place(each, event.currentTarget as Element);
      this.#draw(this.#last, next);
      this.#last = next;
    }
  };

  readonly up = (): void => {
    if (!this.#last) return;
    this.#last = null;
    this.#outbox.flush();
  };

  readonly key = (event: KeyboardEvent): void => {
    const { key } = event;
    const { width, height } = this.sheet;
    if (key in WALKS) this.#walk(WALKS[key]!, event.shiftKey);
    else if (key === ' ' || key === 'Enter') this.#dot(this.erasing);
    else if (key === 'Delete' || key === 'Backspace') this.#dot(true);
    else if (key === 'z' && (event.ctrlKey || event.metaKey)) this.undo();
    else if (key === 'Escape' && this.cursor) this.cursor = null;
    else return;
    this.cursor ??= key === 'Escape' ? null : middle(width, height);
    this.byKeys = true;
    event.preventDefault();
  };

  undo(): void {
    if (this.sheet.undo()) this.#changed();
  }

  clear(): void {
    this.sheet.clear();
    this.#changed();
  }

  #walk([dx, dy]: readonly [number, number], draws: boolean): void {
    const { width, height } = this.sheet;
    const from = this.cursor ?? middle(width, height);
    const x = Math.min(width - 0.5, Math.max(0.5, from.x + dx));
    const y = Math.min(height - 0.5, Math.max(0.5, from.y + dy));
    if (draws) {
      this.sheet.keep();
      this.#draw(from, { x, y });
    }
    this.cursor = { x, y };
  }

  #dot(erase: boolean): void {
    const at = this.cursor ?? middle(this.sheet.width, this.sheet.height);
    this.sheet.keep();
    this.sheet.stroke(at, at, this.#ground().panel.pen, erase);
    this.#changed();
  }

  #draw(from: Point, to: Point): void {
    this.sheet.stroke(from, to, this.#ground().panel.pen, this.erasing);
    this.#changed();
  }

  #changed(): void {
    this.beat += 1;
    this.#touchedMs = performance.now();
    this.#outbox.push(null);
  }

  #send(): void {
    const { bench, name } = this.#ground();
    const { width, height, pixels } = this.sheet;
    bench.act(name, { type: 'draw', width, height, pixels: Array.from(pixels) });
  }

  #place(event: PointerEvent, element = event.currentTarget as Element): Point {
    const box = element.getBoundingClientRect();
    const { scale, left, top } = this.#ground();
    return {
      x: (event.clientX - box.left - left) / scale,
      y: (event.clientY - box.top - top) / scale,
    };
  }
}

const WALKS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

function middle(width: number, height: number): Point {
  return { x: Math.floor(width / 2) + 0.5, y: Math.floor(height / 2) + 0.5 };
}

function alike(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
