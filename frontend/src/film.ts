/** A run that is over already is shown as a film first: it counts as running until its end. */
import type { Status } from './protocol';

/** Without a frame for so long the film is over, wherever it stands. */
const PATIENCE_MS = 1500;

export class Film {
  #ending: Status | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #over: (ending: Status) => void;

  constructor(over: (ending: Status) => void) {
    this.#over = over;
  }

  /** Whether the film of a run that stands at `status` starts now, `step` being on screen. */
  start(status: Status, step: number): boolean {
    const over = status.state === 'finished' || status.state === 'diverged';
    if (!over || status.step <= step) return false;
    this.#ending = status;
    this.#wait();
    return true;
  }

  /** The frame of `step` was drawn. */
  show(step: number): void {
    if (!this.#ending) return;
    if (step >= this.#ending.step) this.#end();
    else this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#ending = null;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), PATIENCE_MS);
  }

  #end(): void {
    const ending = this.#ending;
    this.stop();
    if (ending) this.#over(ending);
  }
}
