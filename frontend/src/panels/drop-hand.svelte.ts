/** The learner's hand on a plane with trails: reads a place, drops a start, drags a marble. */
import type { AnyGesture } from '../protocol';
import { xFrom, xTo, yFrom, yTo, type Plot } from './axes';
import type { BenchView } from './bench-view';
import type { Place } from './plane.svelte';
import { Throttle } from './throttle';
import type { Drawn } from './trails';

/** What the hand needs to know of the panel, asked anew at every event. */
export interface DropGround {
  plot: Plot;
  drawn: Drawn[];
  droppable: boolean;
  bench: BenchView;
  name: string;
}

/** What is held: all trails by their start (-1), or one by its marble. */
export interface Held extends Place {
  trail: number;
}

/** Pixels: how near a pointer must be to a marble to take it. */
const REACH = 16;

export class DropHand {
  /** The probed place in data units; null while nobody asks. */
  place = $state.raw<Place | null>(null);
  byKeys = $state(false);
  held = $state.raw<Held | null>(null);
  /** The marble under the pointer, by the number of its trail; -1 for none. */
  near = $state(-1);
  readonly #ground: () => DropGround;
  readonly #sent: Throttle<AnyGesture>;

  constructor(ground: () => DropGround) {
    this.#ground = ground;
    this.#sent = new Throttle((gesture) => {
      const { bench, name } = ground();
      bench.act(name, gesture);
    });
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const at = this.#within(event);
    const trail = at ? this.#marbleNear(at) : -1;
    if (!at || (trail < 0 && !this.#ground().droppable)) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    event.preventDefault();
    (event.currentTarget as HTMLElement).focus({ preventScroll: true });
    this.#hold(at, trail);
  };

  readonly move = (event: PointerEvent): void => {
    const at = this.#within(event, this.held !== null);
    this.byKeys = false;
    this.place = at && this.#toData(at);
    if (!at) this.near = -1;
    else if (this.held) this.#hold(at, this.held.trail);
    else this.near = this.#marbleNear(at);
  };

  readonly up = (): void => {
    if (this.held) this.#sent.flush();
    this.held = null;
  };

  readonly leave = (): void => {
    this.place = null;
    this.near = -1;
  };

  readonly key = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step) this.#walk(step, event.shiftKey ? 5 : 1);
    else if (event.key === 'Enter' || event.key === ' ') this.#drop(-1);
    else if (event.key === 'm' || event.key === 'M') this.#drop(this.#nearestTrail());
    else if (event.key === 'Escape') this.leave();
    else return;
    event.preventDefault();
  };

  #hold(at: Place, trail: number): void {
    const { x, y } = this.#toData(at);
    this.held = { x, y, trail };
    this.#sent.push({ type: 'drop', x, y, trail });
  }

  #drop(trail: number): void {
    const { droppable } = this.#ground();
    if (!this.place || (trail < 0 && !droppable)) return;
    this.#sent.push({ type: 'drop', ...this.place, trail });
    this.#sent.flush();
  }

  #walk([dx, dy]: readonly [number, number], pace: number): void {
    const { plot } = this.#ground();
    const { xMin, xMax, yMin, yMax } = plot;
    const from = this.place ?? { x: (xMin + xMax) / 2, y: (yMin + yMax) / 2 };
    this.byKeys = true;
    this.place = {
      x: clamp(from.x + (dx * pace * (xMax - xMin)) / 50, xMin, xMax),
      y: clamp(from.y + (dy * pace * (yMax - yMin)) / 50, yMin, yMax),
    };
  }

  #nearestTrail(): number {
    if (!this.place) return -1;
    const { plot } = this.#ground();
    const at = { x: xTo(plot, this.place.x), y: yTo(plot, this.place.y) };
    return this.#marbleNear(at, Infinity);
  }

  #marbleNear(at: Place, reach = REACH): number {
    let [best, least] = [-1, reach];
    for (const { trail, row, seats } of this.#ground().drawn) {
      const head = seats.at(-1);
      if (!trail.movable || trail.end === 'away' || !head) continue;
      const distance = Math.hypot(head.x - at.x, head.y - at.y);
      if (distance >= least) continue;
      [best, least] = [row, distance];
    }
    return best;
  }

  /** The event's place in the plot's pixels: null outside, or drawn to the edge while held. */
  #within(event: PointerEvent, held = false): Place | null {
    const { left, top, width, height } = this.#ground().plot;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const near = { x: clamp(at.x, left, left + width), y: clamp(at.y, top, top + height) };
    const inside = Math.abs(near.x - at.x) <= 1 && Math.abs(near.y - at.y) <= 1;
    return held || inside ? near : null;
  }

  #toData(at: Place): Place {
    const { plot } = this.#ground();
    return { x: xFrom(plot, at.x), y: yFrom(plot, at.y) };
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
