/** Walks by itself through what is visited step by step, as fast as one can read. */

/** Time to read one sentence. */
const GAP_MS = 1300;

export class Player {
  #timer = $state.raw<ReturnType<typeof setInterval> | undefined>(undefined);
  readonly #stand: () => { at: number; end: number };
  readonly #go: (at: number) => void;

  constructor(stand: () => { at: number; end: number }, go: (at: number) => void) {
    this.#stand = stand;
    this.#go = go;
  }

  get isPlaying(): boolean {
    return this.#timer !== undefined;
  }

  readonly stop = (): void => {
    clearInterval(this.#timer);
    this.#timer = undefined;
  };

  /** Begins where it stands, from the beginning once it was at the end; again, it stops. */
  readonly toggle = (): void => {
    if (this.isPlaying) return this.stop();
    const { at, end } = this.#stand();
    this.#go(at >= end ? 0 : at + 1);
    this.#timer = setInterval(() => this.#next(), GAP_MS);
  };

  jump(at: number): void {
    this.stop();
    this.#go(at);
  }

  #next(): void {
    const { at, end } = this.#stand();
    if (at + 1 >= end) this.stop();
    if (at < end) this.#go(at + 1);
  }
}
