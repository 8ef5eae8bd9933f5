/** Many small changes of controls made into few messages, the newest value of each. */
import type { Config } from './panels/bench-view';

/** Sends at once, then at most every `gapMs`; the last change is always sent. */
export class Coalescer {
  #waiting: Config = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #send: (values: Config) => void;
  readonly #gapMs: number;

  constructor(send: (values: Config) => void, gapMs: number) {
    this.#send = send;
    this.#gapMs = gapMs;
  }

  put(values: Config): void {
    this.#waiting = { ...this.#waiting, ...values };
    if (this.#timer === undefined) this.#release();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = {};
  }

  #release(): void {
    this.#timer = undefined;
    if (Object.keys(this.#waiting).length === 0) return;
    const values = this.#waiting;
    this.#waiting = {};
    this.#timer = setTimeout(() => this.#release(), this.#gapMs);
    this.#send(values);
  }
}

/** Waits until the changes have stopped for `calmMs`, or until `flush`. */
export class Debounce {
  #waiting: Config = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #send: (values: Config) => void;
  readonly #calmMs: number;

  constructor(send: (values: Config) => void, calmMs: number) {
    this.#send = send;
    this.#calmMs = calmMs;
  }

  put(values: Config): void {
    this.#waiting = { ...this.#waiting, ...values };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#calmMs);
  }

  flush(): void {
    const values = this.#waiting;
    this.cancel();
    if (Object.keys(values).length > 0) this.#send(values);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = {};
  }
}
