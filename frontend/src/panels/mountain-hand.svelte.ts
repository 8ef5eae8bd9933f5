/** The learner's hand on a mountain: turns it, reads a place, starts a way with a double click. */
import type { Surface3D } from '../protocol';
import type { BenchView } from './bench-view';
import type { Heights } from './heights';
import { ABOVE, type See } from './mountain';
import { groundAt } from './mountain-ways';
import type { Place } from './plane.svelte';
import { Turntable } from './turntable.svelte';

export interface MountainGround {
  panel: Surface3D;
  heights: Heights;
  see: See;
  bench: BenchView;
  name: string;
}

/** Letters that walk the probe over the map, as arrows turn the mountain. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  a: [-1, 0],
  d: [1, 0],
  w: [0, 1],
  s: [0, -1],
};

export class MountainHand extends Turntable {
  /** The probed place in data units; null while nobody asks. */
  place = $state.raw<Place | null>(null);
  byKeys = $state(false);
  readonly #ground: () => MountainGround;

  constructor(ground: () => MountainGround) {
    super({ front: ABOVE, lowest: 0.08, highest: 1.5 });
    this.#ground = ground;
  }

  override point(event: PointerEvent): void {
    const { panel, heights, see } = this.#ground();
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const cell = groundAt(heights, see, at);
    this.byKeys = false;
    this.place = cell && {
      x: panel.x_min + ((cell.column + 0.5) / heights.width) * (panel.x_max - panel.x_min),
      y: panel.y_max - ((cell.row + 0.5) / heights.height) * (panel.y_max - panel.y_min),
    };
  }

  override click(_event: PointerEvent, twice: boolean): void {
    if (twice) this.#drop();
  }

  override press(event: KeyboardEvent): boolean {
    const step = STEPS[event.key.toLowerCase()];
    if (step) this.#walk(step, event.shiftKey ? 5 : 1);
    else if (event.key === 'Enter') this.#drop();
    else if (event.key === 'Escape') this.place = null;
    else return false;
    return true;
  }

  readonly leave = (): void => {
    this.place = null;
  };

  #drop(): void {
    const { panel, bench, name } = this.#ground();
    if (!panel.droppable || !this.place) return;
    bench.act(name, { type: 'drop', ...this.place, trail: -1 });
  }

  #walk([dx, dy]: readonly [number, number], pace: number): void {
    const { x_min, x_max, y_min, y_max } = this.#ground().panel;
    const from = this.place ?? { x: (x_min + x_max) / 2, y: (y_min + y_max) / 2 };
    const x = from.x + (dx * pace * (x_max - x_min)) / 50;
    const y = from.y + (dy * pace * (y_max - y_min)) / 50;
    this.byKeys = true;
    this.place = {
      x: Math.min(x_max, Math.max(x_min, x)),
      y: Math.min(y_max, Math.max(y_min, y)),
    };
  }
}
