/** Turns a picture of space: by dragging, by the arrow keys, or slowly by itself. */
import { FRONT, type View } from './space';

const RADIANS_PER_PIXEL = 0.009;
/** One turn in forty seconds. */
const RADIANS_PER_MS = (2 * Math.PI) / 40_000;
const DOUBLE_MS = 350;

export interface Limits {
  front: View;
  lowest: number;
  highest: number;
}

const ANY: Limits = { front: FRONT, lowest: -1.5, highest: 1.5 };

export class Turntable {
  view = $state.raw<View>({ ...FRONT });
  turning = $state(false);
  readonly #limits: Limits;
  #grip: { x: number; y: number; moved: boolean } | null = null;
  #clickedAt = -Infinity;

  constructor(limits: Limits = ANY) {
    this.#limits = limits;
    this.view = { ...limits.front };
  }

  /** The pointer is over the picture and turns nothing. */
  point(_event: PointerEvent): void {}

  /** A press that did not turn; `twice`: the second in short time. */
  click(_event: PointerEvent, _twice: boolean): void {}

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#grip = { x: event.clientX, y: event.clientY, moved: false };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  readonly move = (event: PointerEvent): void => {
    const grip = this.#grip;
    if (!grip) return this.point(event);
    const [dx, dy] = [event.clientX - grip.x, event.clientY - grip.y];
    if (!grip.moved && Math.hypot(dx, dy) < 3) return;
    this.#grip = { x: event.clientX, y: event.clientY, moved: true };
    this.#turn(dx * RADIANS_PER_PIXEL, dy * RADIANS_PER_PIXEL);
  };

  readonly up = (event: PointerEvent): void => {
    const grip = this.#grip;
    this.#grip = null;
    if (!grip || grip.moved) return;
    this.point(event);
    const twice = event.timeStamp - this.#clickedAt < DOUBLE_MS;
    this.#clickedAt = twice ? -Infinity : event.timeStamp;
    this.click(event, twice);
  };

  readonly key = (event: KeyboardEvent): void => {
    const { view } = this;
    const { front } = this.#limits;
    const step = event.shiftKey ? 0.3 : 0.08;
    if (event.key === 'ArrowLeft') this.#turn(-step, 0);
    else if (event.key === 'ArrowRight') this.#turn(step, 0);
    else if (event.key === 'ArrowUp') this.#turn(0, -step);
    else if (event.key === 'ArrowDown') this.#turn(0, step);
    else if (event.key === '+' || event.key === '=') this.#zoom(1.1);
    else if (event.key === '-') this.#zoom(1 / 1.1);
    else if (event.key === 'Home') this.view = { ...front, zoom: Math.min(front.zoom, view.zoom) };
    else if (!this.press(event)) return;
    event.preventDefault();
  };

  /** Another key; whether it meant something. */
  press(_event: KeyboardEvent): boolean {
    return false;
  }

  /** Turns slowly while switched on; returns what stops it. */
  spin(): (() => void) | void {
    if (!this.turning) return;
    let before = performance.now();
    let frame = 0;
    const again = (now: number) => {
      if (!this.#grip) this.#turn((now - before) * RADIANS_PER_MS, 0);
      before = now;
      frame = requestAnimationFrame(again);
    };
    frame = requestAnimationFrame(again);
    return () => cancelAnimationFrame(frame);
  }

  #turn(around: number, over: number): void {
    const { turn, tilt, zoom } = this.view;
    const { lowest, highest } = this.#limits;
    const next = Math.min(highest, Math.max(lowest, tilt + over));
    this.view = { turn: turn + around, tilt: next, zoom };
  }

  #zoom(factor: number): void {
    const { view } = this;
    this.view = { ...view, zoom: Math.min(3, Math.max(0.5, view.zoom * factor)) };
  }
}
