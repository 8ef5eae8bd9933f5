/**
 * What keys asked for and no picture shows yet: the next key goes on from there, so that none of
 * a quick row of keys is lost while the pictures come behind.
 */

/** What never comes to be shown (out of bounds, or trained away) is given up after this time. */
const PATIENCE_MS = 2500;

export class Ahead<T> {
  readonly #isShown: (asked: T, drawn: T) => boolean;
  #asked: T | null = null;
  #until = 0;

  /** `isShown`: whether the picture has come to what was asked, or is about something else. */
  constructor(isShown: (asked: T, drawn: T) => boolean) {
    this.#isShown = isShown;
  }

  /** From where the next key goes on: what was asked for, or what is drawn once that is shown. */
  from(drawn: T): T {
    if (this.#asked && (performance.now() > this.#until || this.#isShown(this.#asked, drawn)))
      this.#asked = null;
    return this.#asked ?? drawn;
  }

  /** Notes what a key asks for and gives it back. */
  ask(value: T): T {
    this.#asked = value;
    this.#until = performance.now() + PATIENCE_MS;
    return value;
  }

  /** Lets go of what was asked: a pointer has taken over. */
  forget(): void {
    this.#asked = null;
  }
}
