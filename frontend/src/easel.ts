/** The newest frame on its way to the screen: drawn once per animation frame, never older ones. */
import type { Frame } from './protocol';

export class Easel {
  readonly #draw: (frame: Frame) => void;
  #newest: Frame | null = null;
  #raf = 0;

  constructor(draw: (frame: Frame) => void) {
    this.#draw = draw;
  }

  /** The step of the frame that waits, null where none does. */
  get step(): number | null {
    return this.#newest?.step ?? null;
  }

  put(frame: Frame): void {
    this.#newest = { ...frame, panels: { ...this.#newest?.panels, ...frame.panels } };
    // No animation frames come to a hidden page.
    if (document.hidden) this.#show();
    else this.#raf ||= requestAnimationFrame(() => this.#show());
  }

  /** What waits is not shown any more. */
  clear(): void {
    this.#newest = null;
  }

  close(): void {
    cancelAnimationFrame(this.#raf);
  }

  #show(): void {
    this.#raf = 0;
    const frame = this.#newest;
    this.#newest = null;
    if (frame) this.#draw(frame);
  }
}
