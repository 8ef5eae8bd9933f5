/** The numbers a run has streamed since step 0, thinned so that memory stays bounded. */
import type { Metrics } from './protocol';

/** One metric over steps: `x` the steps, `y` the values; NaN marks a gap. */
export interface Column {
  x: Float64Array;
  y: Float64Array;
}

/** The most points kept per name; older ones are thinned first. */
export const MOST_POINTS = 2000;

/** What a reader needs of a history. */
export type HistoryView = Pick<History, 'version' | 'names' | 'column' | 'last'>;

export class History {
  /** Raised by every change, so that a reader knows when to look again. */
  version = 0;
  readonly #tracks = new Map<string, Track>();

  get names(): string[] {
    return [...this.#tracks.keys()];
  }

  /** NaN in `metrics` means "not measured at that step"; infinite numbers leave a gap. */
  append(metrics: Metrics): void {
    if (metrics.whole) this.#tracks.clear();
    const width = metrics.names.length;
    const { data: steps } = metrics.steps;
    const { data: values } = metrics.values;
    metrics.names.forEach((name, column) => {
      const track = this.#track(name);
      for (let row = 0; row < steps.length; row++) {
        const value = values[row * width + column]!;
        if (!Number.isNaN(value)) track.push(steps[row]!, Number.isFinite(value) ? value : NaN);
      }
    });
    this.version += 1;
  }

  clear(): void {
    this.#tracks.clear();
    this.version += 1;
  }

  /** The points of `name` as views that hold until the next append; empty if unknown. */
  column(name: string): Column {
    return this.#tracks.get(name)?.view() ?? EMPTY;
  }

  /** The newest value of `name`, NaN where there is none. */
  last(name: string): number {
    const { y } = this.column(name);
    return y[y.length - 1] ?? NaN;
  }

  #track(name: string): Track {
    const known = this.#tracks.get(name);
    if (known) return known;
    const track = new Track();
    this.#tracks.set(name, track);
    return track;
  }
}

/** The numbers as they stood at `step`; `measured`: those that are known of that step besides. */
export function historyUntil(
  history: HistoryView,
  step: number,
  measured: Record<string, number> = {},
): HistoryView {
  const column = (name: string): Column => {
    const { x, y } = history.column(name);
    const past = x.findIndex((at) => at > step);
    const until = past < 0 ? { x, y } : { x: x.subarray(0, past), y: y.subarray(0, past) };
    const more = measured[name];
    if (more === undefined || until.x.at(-1) === step) return until;
    return { x: Float64Array.of(...until.x, step), y: Float64Array.of(...until.y, more) };
  };
  const last = (name: string): number => column(name).y.at(-1) ?? NaN;
  return { version: history.version, names: history.names, column, last };
}

const EMPTY: Column = { x: new Float64Array(0), y: new Float64Array(0) };

class Track {
  readonly #x = new Float64Array(MOST_POINTS);
  readonly #y = new Float64Array(MOST_POINTS);
  #count = 0;

  push(x: number, y: number): void {
    // Frames may overlap after a lost connection: a step is kept once, and x only grows.
    const newest = this.#x[this.#count - 1];
    if (this.#count > 0 && newest !== undefined && x <= newest) {
      if (x === newest) this.#y[this.#count - 1] = y;
      return;
    }
    if (this.#count === MOST_POINTS) this.#count = thin(this.#x, this.#y, MOST_POINTS / 2);
    this.#x[this.#count] = x;
    this.#y[this.#count] = y;
    this.#count += 1;
  }

  view(): Column {
    return { x: this.#x.subarray(0, this.#count), y: this.#y.subarray(0, this.#count) };
  }
}

/**
 * Halves the first `old` points in place: of every four it keeps the lowest and the highest, in
 * their order, so that spikes stay visible. Returns how many points are left.
 */
function thin(x: Float64Array, y: Float64Array, old: number): number {
  // The very first point is kept: a curve must not lose where it began.
  let kept = 1;
  for (let start = 1; start < old; start += 4) {
    const end = Math.min(start + 4, old);
    const [low, high] = extremes(y, start, end);
    for (const at of low <= high ? [low, high] : [high, low]) {
      x[kept] = x[at]!;
      y[kept] = y[at]!;
      kept += 1;
      if (low === high) break;
    }
  }
  x.copyWithin(kept, old);
  y.copyWithin(kept, old);
  return kept + (x.length - old);
}

function extremes(y: Float64Array, start: number, end: number): [number, number] {
  let low = start;
  let high = start;
  for (let at = start; at < end; at++) {
    // A gap counts as both: it must survive.
    if (Number.isNaN(y[at]!)) return [at, at];
    if (y[at]! < y[low]!) low = at;
    if (y[at]! > y[high]!) high = at;
  }
  return [low, high];
}
