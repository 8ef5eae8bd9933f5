/** Walks a stepper by itself, one step at a time, at the pace the learner set. */

export type Pace = 'slow' | 'calm' | 'quick';

/** Milliseconds a step stays on screen. */
const STAY_MS: Record<Pace, number> = { slow: 2200, calm: 1000, quick: 320 };

export interface Walk {
  at: number;
  steps: number;
}

export class Play {
  playing = $state(false);
  pace = $state<Pace>('calm');
  readonly #walk: () => Walk;
  readonly #goto: (at: number) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(walk: () => Walk, goto: (at: number) => void) {
    this.#walk = walk;
    this.#goto = goto;
  }

  toggle(): void {
    if (this.playing) return this.stop();
    const { at, steps } = this.#walk();
    this.playing = true;
    // At the end it begins again, else it would stop before anything is seen.
    if (at >= steps - 1) this.#goto(0);
    this.#wait();
  }

  stop(): void {
    this.playing = false;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    this.#timer = setTimeout(() => this.#next(), STAY_MS[this.pace]);
  }

  #next(): void {
    const { at, steps } = this.#walk();
    if (at >= steps - 1) return this.stop();
    this.#goto(at + 1);
    this.#wait();
  }
}
