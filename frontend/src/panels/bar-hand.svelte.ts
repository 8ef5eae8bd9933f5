/** The learner's hand on bars: points at one, walks by keys, sets its height. */
import type { Bars } from '../protocol';
import { Ahead } from './ahead';
import { barAt, valueFrom, type BarPlot } from './bars';
import type { BenchView } from './bench-view';
import { Throttle } from './throttle';

/** A bar and its height. */
interface Bar {
  index: number;
  value: number;
}

export interface BarGround {
  plot: BarPlot;
  panel: Bars;
  bench: BenchView;
  name: string;
}

export class BarHand {
  byKeys = $state(false);
  #own = $state(-1);
  readonly #ground: () => BarGround;
  readonly #outbox: Throttle<Bar>;
  readonly #next: Ahead<Bar>;
  #dragged = -1;

  constructor(ground: () => BarGround) {
    this.#ground = ground;
    this.#outbox = new Throttle((bar) => {
      const { bench, name } = ground();
      bench.act(name, { type: 'set_bar', ...bar });
    });
    this.#next = new Ahead((asked, drawn) => {
      const { hi, lo } = ground().plot;
      const far = Math.abs(asked.value - drawn.value);
      return asked.index !== drawn.index || far < (hi - lo) / 400;
    });
  }

  /** The bar that is lit, from here or from another panel; -1 for none. */
  get lit(): number {
    const { panel, bench } = this.#ground();
    if (!panel.ids || !panel.linked) return this.#own;
    const id = bench.highlight[panel.linked];
    return id < 0 ? -1 : panel.ids.data.indexOf(id);
  }

  light(index: number): void {
    const { panel, bench } = this.#ground();
    this.#own = index;
    if (panel.ids && panel.linked)
      bench.highlight[panel.linked] = index < 0 ? -1 : (panel.ids.data[index] ?? -1);
  }

  readonly down = (event: PointerEvent): void => {
    const { panel, plot } = this.#ground();
    const { x, y } = placeIn(event);
    this.light(barAt(plot, x));
    if (event.button !== 0 || !panel.draggable || this.lit < 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#dragged = this.lit;
    this.#next.forget();
    this.#set(this.#dragged, valueFrom(plot, y));
  };

  readonly move = (event: PointerEvent): void => {
    const { plot } = this.#ground();
    const { x, y } = placeIn(event);
    this.byKeys = false;
    if (this.#dragged >= 0) this.#set(this.#dragged, valueFrom(plot, y));
    else this.light(barAt(plot, x));
  };

  readonly up = (): void => {
    this.#dragged = -1;
    this.#outbox.flush();
  };

  readonly leave = (): void => {
    if (this.#dragged < 0) this.light(-1);
  };

  readonly key = (event: KeyboardEvent): void => {
    const { plot } = this.#ground();
    const pace = event.shiftKey ? 10 : 1;
    const last = plot.count - 1;
    const from = this.lit;
    const stops: Record<string, number> = {
      ...{ ArrowRight: from < 0 ? 0 : from + pace, ArrowLeft: from < 0 ? last : from - pace },
      ...{ Home: 0, End: last, Escape: -1 },
    };
    const to = stops[event.key];
    if (to !== undefined) this.light(to < 0 && event.key === 'Escape' ? -1 : clamp(to, last));
    else if (event.key === 'ArrowUp') this.#nudge(pace);
    else if (event.key === 'ArrowDown') this.#nudge(-pace);
    else return;
    this.byKeys = true;
    event.preventDefault();
  };

  #nudge(paces: number): void {
    const { panel, plot } = this.#ground();
    const value = panel.groups[0]?.values.data[this.lit];
    if (!panel.draggable || value === undefined) return;
    const from = this.#next.from({ index: this.lit, value }).value;
    const to = from + (paces * (plot.hi - plot.lo)) / 100;
    const next = { index: this.lit, value: Math.min(plot.hi, Math.max(plot.lo, to)) };
    this.#next.ask(next);
    this.#set(next.index, next.value);
  }

  #set(index: number, value: number): void {
    this.#outbox.push({ index, value: Number(value.toPrecision(4)) });
  }
}

function clamp(index: number, last: number): number {
  return Math.min(last, Math.max(0, index));
}

function placeIn(event: PointerEvent): { x: number; y: number } {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
