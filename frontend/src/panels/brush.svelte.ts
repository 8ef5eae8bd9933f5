/** The learner's brush: paints examples of a class, wipes them away, 20 messages a second. */
import type { AnyGesture } from '../protocol';
import { Throttle } from './throttle';

export type Tool = 'look' | 'paint' | 'erase' | 'flip';

/** A painted example that no frame has brought back yet. */
export interface Fresh {
  x: number;
  y: number;
  label: number;
  sent: boolean;
}

/** Most points in one Paint message. */
const MOST = 512;

export class Brush {
  tool = $state<Tool>('look');
  label = $state(0);
  fresh = $state.raw<Fresh[]>([]);
  readonly #send: (gesture: AnyGesture) => void;
  readonly #outbox: Throttle<null>;
  readonly #erase: Throttle<{ x: number; y: number; radius: number }>;

  constructor(send: (gesture: AnyGesture) => void) {
    this.#send = send;
    this.#outbox = new Throttle(() => this.#paint());
    this.#erase = new Throttle((at) => this.#send({ type: 'erase', ...at }));
  }

  /** Chooses the brush of class `label`. */
  take(label: number): void {
    this.tool = 'paint';
    this.label = label;
  }

  touch(x: number, y: number, radius: number): void {
    if (this.tool === 'paint') {
      this.fresh = [...this.fresh, { x, y, label: this.label, sent: false }];
      this.#outbox.push(null);
    } else if (this.tool === 'erase') {
      this.#erase.push({ x, y, radius });
    }
  }

  lift(): void {
    this.#outbox.flush();
    this.#erase.flush();
  }

  /** New examples have come: what was sent is among them. */
  settle(): void {
    if (this.fresh.length > 0) this.fresh = this.fresh.filter((point) => !point.sent);
  }

  #paint(): void {
    const waiting = this.fresh.filter((point) => !point.sent).slice(0, MOST);
    if (waiting.length === 0) return;
    const label = waiting[0]!.label;
    const batch = waiting.filter((point) => point.label === label);
    const x = batch.map((point) => point.x);
    const y = batch.map((point) => point.y);
    this.#send({ type: 'paint', x, y, label });
    this.fresh = this.fresh.map((point) =>
      batch.includes(point) ? { ...point, sent: true } : point,
    );
  }
}
