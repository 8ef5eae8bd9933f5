/** Sends the newest value at once, then at most every `gapMs` milliseconds. */

/** Twenty messages a second: smooth to the eye, light for the server. */
export const GAP_MS = 50;

export class Throttle<T> {
  readonly #send: (value: T) => void;
  readonly #gapMs: number;
  #waiting: { value: T } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(send: (value: T) => void, gapMs = GAP_MS) {
    this.#send = send;
    this.#gapMs = gapMs;
  }

  push(value: T): void {
    if (this.#timer !== null) {
      this.#waiting = { value };
      return;
    }
    this.#send(value);
    this.#timer = setTimeout(() => this.#next(), this.#gapMs);
  }

  /** Sends what waits, now. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.#send(waiting.value);
  }

  #next(): void {
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.push(waiting.value);
  }
}
