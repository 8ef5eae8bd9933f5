/** The learner's hand on a matrix: points, walks, drags a number up and down, opens the editor. */
import type { Matrix } from '../protocol';
import type { BenchView } from './bench-view';
import { markOf } from './matrix';
import { rangeOf } from './matrix-ink';
import { cellAt, indexOf, placeOf, type At, type MatrixLayout } from './matrix-layout';
import { lookedAt, tapOn, windowAround } from './matrix-lit';
import { Throttle } from './throttle';

export interface MatrixGround {
  panel: Matrix;
  layout: MatrixLayout;
  bench: BenchView;
  name: string;
}

/** A number given by hand that no frame has brought back yet. */
export interface Draft {
  at: At;
  value: number;
}

/** A cell that was pressed: its number goes up and down with the hand, or its window sideways. */
interface Grip {
  at: At;
  x: number;
  y: number;
  value: number;
  moves: 'nothing' | 'number' | 'window';
}

/** The server takes no larger number than this. */
const MOST = 1e6;
const FRAME = 1;
/** Movement below this is a click. */
const STILL_PX = 4;
const PX_PER_STEP = 5;

export class MatrixHand {
  own = $state.raw<At | null>(null);
  editing = $state.raw<{ at: At; text: string } | null>(null);
  draft = $state.raw<Draft | null>(null);
  byKeys = $state(false);
  readonly #ground: () => MatrixGround;
  readonly #goto: Throttle<number>;
  readonly #outbox: Throttle<Draft>;
  /** Steps asked of the matrix that this one is the input of. */
  readonly #slides: Throttle<number>;
  /** Where the walk stood when the pointer came: it goes back there, unless a click moves it. */
  #home: number | null = null;
  #grip: Grip | null = null;

  constructor(ground: () => MatrixGround) {
    this.#ground = ground;
    this.#goto = new Throttle((at) => this.#act({ type: 'goto', at }));
    this.#slides = new Throttle((at) => {
      const { bench, panel } = this.#ground();
      if (panel.window) bench.act(panel.window.of, { type: 'goto', at });
    });
    this.#outbox = new Throttle(({ at, value }) => this.#act({ type: 'set_cell', ...at, value }));
  }

  readonly move = (event: PointerEvent): void => {
    if (this.#grip) return this.#drag(event);
    const at = this.#under(event);
    this.byKeys = false;
    if (same(at, this.own)) return;
    this.#point(at);
    const { panel, layout } = this.#ground();
    if (!at || !panel.walk) return;
    this.#home ??= panel.at;
    this.#goto.push(indexOf(layout.shape, at));
  };

  readonly leave = (): void => {
    if (this.#grip) return;
    this.#point(null);
    if (this.#home !== null && this.#home >= 0) this.#goto.push(this.#home);
    this.#home = null;
  };

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    // An open editor gives its number when the ground takes the focus from it.
    const at = this.#under(event);
    if (!at) return;
    this.#point(at);
    const { panel, layout } = this.#ground();
    if (panel.walk) {
      this.#home = indexOf(layout.shape, at);
      this.#goto.push(this.#home);
    } else if (this.#editable(at) || panel.window) {
      const { clientX: x, clientY: y } = event;
      this.#grip = { at, x, y, value: this.valueAt(at), moves: 'nothing' };
      if (event.pointerType !== 'touch') hold(event);
    }
  };

  readonly up = (event: PointerEvent): void => {
    const grip = this.#grip;
    this.#grip = null;
    if (!grip || event.type === 'pointercancel') return;
    if (grip.moves === 'number') this.#outbox.flush();
    else if (grip.moves === 'nothing') this.open(grip.at);
    this.#slides.flush();
  };

  readonly key = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key in WALKS) this.#walk(WALKS[key]!);
    else if (key === 'Home' || key === 'End') this.#walk([0, key === 'Home' ? -999 : 999]);
    else if (key === 'Escape' && this.own) this.#point(null);
    else if (key === 'Enter' && this.own && this.#editable(this.own)) this.open(this.own);
    else if (/^[-−\d.]$/.test(key) && this.own && this.#editable(this.own))
      this.open(this.own, key);
    else return;
    event.preventDefault();
  };

  /** Opens the editor; `text`: the first letter, where typing itself opened it. */
  open(at: At, text = ''): void {
    if (this.#editable(at)) this.editing = { at, text };
  }

  /** Gives the cell that is edited a number. */
  give(value: number): void {
    const { editing } = this;
    this.editing = null;
    if (editing && Number.isFinite(value)) this.#set(editing.at, value);
    this.#outbox.flush();
  }

  /** Numbers have come from the server: drafts have done their work. */
  settle(): void {
    if (!this.#grip) this.draft = null;
  }

  valueAt(at: At): number {
    const { panel, layout } = this.#ground();
    return panel.values.data[indexOf(layout.shape, at)] ?? NaN;
  }

  #act(gesture: Parameters<BenchView['act']>[1]): void {
    const { bench, name } = this.#ground();
    bench.act(name, gesture);
  }

  #set(at: At, value: number): void {
    this.draft = { at, value: Math.min(MOST, Math.max(-MOST, value)) };
    this.#outbox.push(this.draft);
  }

  #editable(at: At): boolean {
    const { panel, layout } = this.#ground();
    return panel.editable && markOf(panel, indexOf(layout.shape, at)) !== FRAME;
  }

  #drag(event: PointerEvent): void {
    const grip = this.#grip!;
    const up = grip.y - event.clientY;
    const across = Math.abs(event.clientX - grip.x);
    if (event.pointerType === 'touch') return;
    if (grip.moves === 'nothing') {
      if (Math.max(Math.abs(up), across) < STILL_PX) return;
      const lifts = Math.abs(up) >= across && this.#editable(grip.at);
      grip.moves = lifts ? 'number' : 'window';
    }
    if (grip.moves === 'window') return this.#slide(event);
    const step = stepOf(rangeOf(this.#ground().panel).hi);
    const value = grip.value + Math.round(up / PX_PER_STEP) * step;
    this.#set(grip.at, Number(value.toFixed(6)));
  }

  /** Moves the window to lie around the pointer. */
  #slide(event: PointerEvent): void {
    const { panel, layout, bench } = this.#ground();
    const at = this.#under(event);
    if (!at || !panel.window) return;
    const { index, ...made } = windowAround(panel.window, at, layout.shape);
    this.own = null;
    bench.highlight.cell = { panel: panel.window.of, sheet: panel.window.sheet, ...made };
    this.#slides.push(index);
  }

  #walk([down, across]: readonly [number, number]): void {
    const { panel, layout } = this.#ground();
    const { shape } = layout;
    const from = this.own ?? placeOf(shape, panel.at);
    const at = from ? stepped(from, down, across, layout) : { sheet: 0, row: 0, col: 0 };
    if (shape.rows * shape.cols === 0) return;
    this.byKeys = true;
    this.#point(at);
    if (!panel.walk) return;
    const index = indexOf(shape, at);
    if (this.#home !== null) this.#home = index;
    this.#goto.push(index);
  }

  #under(event: PointerEvent): At | null {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return cellAt(this.#ground().layout, event.clientX - box.left, event.clientY - box.top);
  }

  /** Lights the cell here, and in the other panels whatever belongs to it. */
  #point(at: At | null): void {
    const { panel, bench, name } = this.#ground();
    const { highlight } = bench;
    this.own = at;
    // What was looked at before this matrix was pointed at decides which tap lies on the cell.
    const looked = panel.window ? lookedAt(panel.window, highlight) : null;
    highlight.cell = at ? { panel: name, ...at } : null;
    const tap = at && panel.window && looked ? tapOn(panel.window, looked, at) : null;
    if (panel.taps) highlight.tap = at;
    else highlight.tap = tap && at ? { ...tap, sheet: panel.depthwise ? 0 : at.sheet } : null;
    if (panel.linked === '') return;
    const id = at ? (panel.row_ids?.data[at.row] ?? panel.col_ids?.data[at.col] ?? -1) : -1;
    highlight[panel.linked] = id;
  }
}

const WALKS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** One cell on; over the edge lies the next sheet, where there is one. */
function stepped(from: At, down: number, across: number, { shape }: MatrixLayout): At {
  const row = Math.min(shape.rows - 1, Math.max(0, from.row + down));
  const col = from.col + across;
  if (Math.abs(across) === 1 && col < 0 && from.sheet > 0)
    return { sheet: from.sheet - 1, row, col: shape.cols - 1 };
  if (Math.abs(across) === 1 && col >= shape.cols && from.sheet < shape.sheets - 1)
    return { sheet: from.sheet + 1, row, col: 0 };
  return { sheet: from.sheet, row, col: Math.min(shape.cols - 1, Math.max(0, col)) };
}

/** A round share of what full colour stands for: a tenth of its power of ten. */
function stepOf(reach: number): number {
  return 10 ** Math.floor(Math.log10(Math.max(reach, 1e-6))) / 10;
}

function same(one: At | null, other: At | null): boolean {
  if (!one || !other) return one === other;
  return one.sheet === other.sheet && one.row === other.row && one.col === other.col;
}

function hold(event: PointerEvent): void {
  (event.currentTarget as Element).setPointerCapture?.(event.pointerId);
}
