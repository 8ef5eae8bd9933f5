/** Pictures of steps that this page never saw: the server makes a run stand there for a moment. */
import { newTag } from './asked';
import type { Frame, Metrics, ServerMessage } from './protocol';
import type { Run } from './run.svelte';
import type { Socket } from './socket';

/** Between two wishes: each is a run of its own, and the server counts messages. */
const GAP_MS = 120;
/** Where every place is taken nobody waits for a picture of the past. */
const PATIENCE_MS = 4000;
/** A picture of so few steps before, or of so small a part of the way, says the same. */
const NEAR_STEPS = 5;
const NEAR_SHARE = 0.01;

export class Lookback {
  readonly #socket: Socket;
  readonly #stop: () => void;
  readonly #wanted = new Map<Run, number>();
  /** Runs of which the server knows no other past than the one that was seen. */
  readonly #closed = new WeakSet<Run>();
  #asked: { run: Run; tag: string; id: string } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#stop = socket.listen({
      message: (message) => this.#hear(message),
      frame: (frame) => this.#take(frame),
      link: () => {},
    });
  }

  /** The run is looked at as it was at `step`; only the newest wish for each run counts. */
  want(run: Run, step: number): void {
    const seen = run.past.at(step);
    const near = Math.max(NEAR_STEPS, NEAR_SHARE * run.step);
    const known = !!seen && seen.step <= step && step - seen.step <= near;
    if (known || step > run.step || this.#closed.has(run)) this.#wanted.delete(run);
    else this.#wanted.set(run, step);
    if (this.#timer === undefined) this.#ask();
  }

  close(): void {
    this.#wanted.clear();
    this.#done();
    clearTimeout(this.#timer);
    this.#stop();
  }

  #ask(): void {
    this.#timer = undefined;
    const [next] = this.#wanted;
    if (!next) return;
    const [run, step] = next;
    this.#wanted.delete(run);
    this.#asked = { run, tag: newTag(), id: '' };
    const { tag } = this.#asked;
    this.#socket.send({ type: 'fork', tag, run: run.id, step, config: {}, still: true });
    this.#timer = setTimeout(() => this.#done(), PATIENCE_MS);
  }

  #hear(message: ServerMessage): void {
    if (!this.#asked || !('tag' in message) || message.tag !== this.#asked.tag) return;
    if (message.type === 'status') this.#asked.id = message.run;
    if (message.type !== 'refused') return;
    this.#closed.add(this.#asked.run);
    this.#done();
  }

  #take({ run: id, step, epoch, panels, metrics }: Frame): void {
    if (!this.#asked || id !== this.#asked.id) return;
    const { run } = this.#asked;
    // What was not on screen was not drawn: the moment before is the best that is known.
    const whole = { ...run.past.at(step)?.panels, ...panels };
    run.past.recall({ step, epoch, panels: whole, numbers: measuredAt(step, metrics) });
    run.beat += 1;
    this.#done();
  }

  /** What was asked for is here, or will not come. */
  #done(): void {
    clearTimeout(this.#timer);
    if (this.#asked?.id) this.#socket.send({ type: 'close', run: this.#asked.id });
    this.#asked = null;
    this.#timer = setTimeout(() => this.#ask(), GAP_MS);
  }
}

/** The numbers of one step, those left out that were not measured there. */
function measuredAt(step: number, { names, steps, values }: Metrics): Record<string, number> {
  const row = steps.data.length - 1;
  if (steps.data[row] !== step) return {};
  const told = names.map((name, i) => [name, values.data[row * names.length + i]!] as const);
  return Object.fromEntries(told.filter(([, value]) => Number.isFinite(value)));
}
