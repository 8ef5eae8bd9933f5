/** The hand that takes hold of things in a plane: of its dividing line, and of its examples. */
import type { Divider, Field2D } from '../protocol';
import { Ahead } from './ahead';
import { xFrom, yFrom } from './axes';
import { carried, gripAt, isSameLine, turned, wrapped } from './divider';
import type { Ground, Place } from './plane.svelte';
import { Throttle } from './throttle';

const REACH = 13;
/** Pixels that a pointer must travel before a click becomes a drag. */
const SLACK = 4;
const TURN = Math.PI / 60;

/** An example and its place in data units. */
interface Example extends Place {
  id: number;
}

export class Grip {
  /** Which handle of the line is held. */
  held = $state<'move' | 'turn' | null>(null);
  readonly #ground: () => Ground & { panel: Field2D };
  readonly #line: Throttle<Divider>;
  readonly #point: Throttle<Example>;
  readonly #nextLine: Ahead<Divider>;
  readonly #nextPoint: Ahead<Example>;
  #example = -1;
  #from: Place | null = null;
  #moving = false;

  constructor(ground: () => Ground & { panel: Field2D }) {
    this.#ground = ground;
    const act = ground;
    this.#line = new Throttle(({ x, y, angle }) => {
      const { bench, name } = act();
      bench.act(name, { type: 'move_line', x, y, angle });
    });
    this.#point = new Throttle((to) => {
      const { bench, name } = act();
      bench.act(name, { type: 'move_point', ...to });
    });
    this.#nextLine = new Ahead((asked, drawn) => isSameLine(asked, drawn, act().plot));
    this.#nextPoint = new Ahead((asked, drawn) => {
      const { xMin, xMax, yMin, yMax } = act().plot;
      const across = Math.abs(asked.x - drawn.x) / (xMax - xMin);
      const up = Math.abs(asked.y - drawn.y) / (yMax - yMin);
      return asked.id !== drawn.id || Math.max(across, up) < 0.005;
    });
  }

  /** Takes hold of what lies at `at`, an example before the line; false for nothing. */
  take(at: Place, example: number): boolean {
    const { panel, plot } = this.#ground();
    this.#nextLine.forget();
    this.#nextPoint.forget();
    this.#from = at;
    this.#moving = false;
    this.#example = panel.movable ? example : -1;
    if (this.#example >= 0) return true;
    this.held = panel.divider ? gripAt(panel.divider, plot, at, REACH) : null;
    return this.held !== null;
  }

  /** Carries what is held; false where nothing is. */
  carry(at: Place): boolean {
    const { panel, plot } = this.#ground();
    const { divider } = panel;
    if (this.held && divider) {
      this.#line.push((this.held === 'move' ? carried : turned)(divider, plot, at));
      return true;
    }
    if (this.#example < 0 || !this.#from) return false;
    const far = Math.hypot(at.x - this.#from.x, at.y - this.#from.y);
    if (!this.#moving && far < SLACK) return true;
    this.#moving = true;
    this.#point.push({ id: this.#example, x: xFrom(plot, at.x), y: yFrom(plot, at.y) });
    return true;
  }

  /** Lets go; whether an example was only clicked, not carried. */
  drop(): boolean {
    const clicked = this.#example >= 0 && !this.#moving;
    this.#line.flush();
    this.#point.flush();
    this.held = null;
    this.#example = -1;
    this.#from = null;
    return clicked;
  }

  /** Keys for the line: [ and ] turn it, + and − carry it; false for others. */
  key(event: KeyboardEvent): boolean {
    const { panel, plot } = this.#ground();
    const { divider } = panel;
    const turn = { '[': TURN, ']': -TURN }[event.key];
    const shift = { '+': 1, '=': 1, '-': -1 }[event.key];
    if (!divider || (turn === undefined && shift === undefined)) return false;
    const step = (shift ?? 0) * ((plot.xMax - plot.xMin) / 60);
    const { x, y, angle } = this.#nextLine.from(divider);
    const next = {
      ...divider,
      x: x + step * Math.cos(angle),
      y: y + step * Math.sin(angle),
      angle: wrapped(angle + (turn ?? 0)),
    };
    this.#line.push(this.#nextLine.ask(next));
    return true;
  }

  /** Alt with an arrow carries the picked example; false where none is picked. */
  nudge([dx, dy]: readonly [number, number]): boolean {
    const { bench, points, plot, panel } = this.#ground();
    const row = points?.ids.data.indexOf(bench.highlight.picked) ?? -1;
    const id = bench.highlight.picked;
    if (!panel.movable || !points || id < 0 || row < 0) return false;
    const { x, y } = this.#nextPoint.from({ id, x: points.x.data[row]!, y: points.y.data[row]! });
    const next = {
      id,
      x: x + (dx * (plot.xMax - plot.xMin)) / 50,
      y: y + (dy * (plot.yMax - plot.yMin)) / 50,
    };
    this.#point.push(this.#nextPoint.ask(next));
    return true;
  }
}
