/** The learner's hand on a plane: reads a place, picks an example, paints; by pointer and keys. */
import type { Points } from '../protocol';
import { xFrom, xTo, yFrom, yTo, type Plot } from './axes';
import type { BenchView } from './bench-view';
import { Brush } from './brush.svelte';
import type { Grip } from './grip.svelte';
import { nearestPoint } from './points';

export interface Place {
  x: number;
  y: number;
}

/** What the hand needs to know of the panel, asked anew at every event. */
export interface Ground {
  plot: Plot;
  points: Points | null;
  test: boolean;
  bench: BenchView;
  name: string;
  /** Points are words, lit elsewhere as tokens; these are the rows the server has marked. */
  marked?: ArrayLike<number>;
}

/** Pixels: how near a pointer must be to an example, and how far apart painted ones lie. */
const REACH = 14;
const SPACING = 13;
const ERASER = 18;

export class PlaneHand {
  /** The probed place in data units; null while nobody asks. */
  place = $state.raw<Place | null>(null);
  /** Whether the probe was moved by keys, so that its value is read aloud. */
  byKeys = $state(false);
  readonly brush: Brush;
  readonly #ground: () => Ground;
  readonly #grip: Grip | null;
  #last: Place | null = null;

  /** `grip`: what takes hold of examples and lines, where a plane has such. */
  constructor(ground: () => Ground, grip: Grip | null = null) {
    this.#ground = ground;
    this.#grip = grip;
    this.brush = new Brush((gesture) => {
      const { bench, name } = ground();
      bench.act(name, gesture);
    });
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const at = this.#within(event);
    if (!at) return;
    if (this.brush.tool === 'flip') return this.#flip(at);
    const looks = this.brush.tool === 'look';
    if (looks && !this.#grip?.take(at, this.#idNear(at))) return this.#pick(at);
    // Without capture a fast stroke loses the pointer at the canvas's edge.
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    event.preventDefault();
    this.#last = null;
    if (!looks) this.#stroke(at);
  };

  readonly move = (event: PointerEvent): void => {
    const at = this.#within(event);
    this.byKeys = false;
    this.place = at && this.#toData(at);
    this.#light(at ? this.#idNear(at) : -1);
    if (at && this.#grip?.carry(at)) return;
    if (at && this.#last) this.#stroke(at);
  };

  readonly up = (event?: PointerEvent): void => {
    const at = event && this.#within(event);
    if (this.#grip?.drop() && at) this.#pick(at);
    this.#last = null;
    this.brush.lift();
  };

  readonly leave = (): void => {
    this.place = null;
    this.#light(-1);
  };

  readonly key = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const taken = step && event.altKey ? this.#grip?.nudge(step) : this.#grip?.key(event);
    if (taken) return event.preventDefault();
    if (step) this.#walk(step, event.shiftKey ? 5 : 1);
    else if (event.key === 'Enter' || event.key === ' ') this.#press();
    else if (event.key === 'Escape') this.leave();
    else return;
    event.preventDefault();
  };

  #light(id: number): void {
    const { bench, marked } = this.#ground();
    if (marked) bench.highlight.token = id;
    else bench.highlight.example = id;
  }

  #walk([dx, dy]: readonly [number, number], pace: number): void {
    const { plot } = this.#ground();
    const middle = { x: (plot.xMin + plot.xMax) / 2, y: (plot.yMin + plot.yMax) / 2 };
    const from = this.place ?? middle;
    const [sx, sy] = [(plot.xMax - plot.xMin) / 50, (plot.yMax - plot.yMin) / 50];
    this.byKeys = true;
    this.place = {
      x: Math.min(plot.xMax, Math.max(plot.xMin, from.x + dx * sx * pace)),
      y: Math.min(plot.yMax, Math.max(plot.yMin, from.y + dy * sy * pace)),
    };
    this.#light(this.#idNear(this.#toPixels(this.place)));
  }

  #press(): void {
    if (!this.place) return;
    const at = this.#toPixels(this.place);
    if (this.brush.tool === 'look') return this.#pick(at, 4 * REACH);
    if (this.brush.tool === 'flip') return this.#flip(at, 4 * REACH);
    this.#last = null;
    this.#stroke(at);
    this.up();
  }

  #pick(at: Place, reach = REACH): void {
    const { bench, name, points, marked } = this.#ground();
    if (!points) return;
    const id = this.#idNear(at, reach);
    if (marked) {
      const again = id < 0 || (marked.length === 1 && points.ids.data[marked[0]!] === id);
      if (!again || marked.length > 0) bench.act(name, { type: 'pick', id: again ? -1 : id });
      return;
    }
    const chosen = id === bench.highlight.picked ? -1 : id;
    if (chosen === -1 && bench.highlight.picked === -1) return;
    bench.highlight.picked = chosen;
    bench.act(name, { type: 'pick', id: chosen });
  }

  #flip(at: Place, reach = REACH): void {
    const { bench, name } = this.#ground();
    const id = this.#idNear(at, reach);
    if (id >= 0) bench.act(name, { type: 'flip', id });
  }

  #stroke(at: Place): void {
    const far = this.#last && Math.hypot(at.x - this.#last.x, at.y - this.#last.y) < SPACING;
    if (far) return;
    this.#last = at;
    const { plot } = this.#ground();
    const { x, y } = this.#toData(at);
    this.brush.touch(x, y, (ERASER / plot.width) * (plot.xMax - plot.xMin));
  }

  #idNear(at: Place, reach = REACH): number {
    const { points, plot, test } = this.#ground();
    if (!points) return -1;
    const row = nearestPoint(points, plot, at, reach, test);
    return row < 0 ? -1 : points.ids.data[row]!;
  }

  /** The event's place in the plot's pixels, null outside the plot. */
  #within(event: PointerEvent): Place | null {
    const { plot } = this.#ground();
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const inside =
      at.x >= plot.left - 1 &&
      at.x <= plot.left + plot.width + 1 &&
      at.y >= plot.top - 1 &&
      at.y <= plot.top + plot.height + 1;
    return inside ? at : null;
  }

  #toData(at: Place): Place {
    const { plot } = this.#ground();
    return { x: xFrom(plot, at.x), y: yFrom(plot, at.y) };
  }

  #toPixels(place: Place): Place {
    const { plot } = this.#ground();
    return { x: xTo(plot, place.x), y: yTo(plot, place.y) };
  }
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
