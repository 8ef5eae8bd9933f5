/** The pictures this page has seen of one run, thinned evenly so that memory stays bounded. */
import type { Panels } from './asked';
import type { AnyPanel } from './protocol';

/** The pictures of one step; `epoch`: how often each example had been seen by then; `numbers`:
 * what was measured there, where the run's own history does not tell. */
export interface Moment {
  step: number;
  epoch: number;
  panels: Panels;
  numbers?: Record<string, number>;
}

/** What one run may keep: four runs side by side stay below 48 MB. */
export const MOST_BYTES = 12_000_000;
const MOST_MOMENTS = 1200;

export class Past {
  #moments: Moment[] = [];
  #bytes = 0;
  readonly #limit: number;
  readonly #sizes = new WeakMap<AnyPanel, number>();

  constructor(limit = MOST_BYTES) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get length(): number {
    return this.#moments.length;
  }

  get first(): number {
    return this.#moments[0]?.step ?? 0;
  }

  /** Steps come in order; one that lies behind the newest voids what came after it. */
  add(step: number, panels: Panels, epoch = 0): void {
    while (this.#moments.length > 0 && this.#moments.at(-1)!.step >= step) {
      const last = this.#moments.pop()!;
      this.#bytes -= this.#added(last.panels, this.#moments.at(-1)?.panels);
    }
    this.#bytes += this.#added(panels, this.#moments.at(-1)?.panels);
    this.#moments.push({ step, epoch, panels });
    this.#fit();
  }

  /** A moment that was not seen when it was there; it stays, whatever goes for it. */
  recall(moment: Moment): void {
    const at = this.#after(moment.step);
    const [before, after] = [this.#moments[at - 1], this.#moments[at]];
    if (before?.step === moment.step) return;
    this.#bytes += this.#added(moment.panels, before?.panels);
    if (after) {
      this.#bytes += this.#added(after.panels, moment.panels);
      this.#bytes -= this.#added(after.panels, before?.panels);
    }
    this.#moments.splice(at, 0, moment);
    this.#fit(moment);
  }

  /** The last moment at or before `step`, the first one for anything earlier. */
  at(step: number): Moment | undefined {
    return this.#moments[Math.max(0, this.#after(step) - 1)];
  }

  clear(): void {
    this.#moments = [];
    this.#bytes = 0;
  }

  /** The place of the first moment after `step`. */
  #after(step: number): number {
    let low = 0;
    let high = this.#moments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#moments[middle]!.step <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #fit(stays?: Moment): void {
    while (this.#bytes > this.#limit || this.#moments.length > MOST_MOMENTS) {
      // The first, the newest and the one that stays are not to be thinned.
      if (this.#moments.length < (stays ? 4 : 3)) return;
      this.#thin(stays);
    }
  }

  /** The moment goes whose neighbours are closest; the first and the newest stay. */
  #thin(stays?: Moment): void {
    const moments = this.#moments;
    let least = moments[1] === stays ? 2 : 1;
    for (let i = least + 1; i < moments.length - 1; i++) {
      if (moments[i] !== stays && this.#gap(i) < this.#gap(least)) least = i;
    }
    const [before, gone, after] = moments.slice(least - 1, least + 2) as [Moment, Moment, Moment];
    this.#bytes -= this.#added(gone.panels, before.panels);
    this.#bytes -= this.#added(after.panels, gone.panels);
    this.#bytes += this.#added(after.panels, before.panels);
    moments.splice(least, 1);
  }

  #gap(at: number): number {
    return this.#moments[at + 1]!.step - this.#moments[at - 1]!.step;
  }

  /** A panel that did not change since the moment before costs nothing more. */
  #added(panels: Panels, before: Panels | undefined): number {
    let sum = 0;
    for (const [name, panel] of Object.entries(panels)) {
      if (panel !== before?.[name]) sum += this.#size(panel);
    }
    return sum;
  }

  #size(panel: AnyPanel): number {
    const known = this.#sizes.get(panel);
    if (known !== undefined) return known;
    const size = bytesOf(panel);
    this.#sizes.set(panel, size);
    return size;
  }
}

/** Arrays by their bytes, everything else by a guess that errs on the large side. */
function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength + 64;
  if (typeof value === 'string') return 2 * value.length + 16;
  if (typeof value !== 'object' || value === null) return 16;
  return Object.values(value).reduce<number>((sum, each) => sum + 16 + bytesOf(each), 32);
}
