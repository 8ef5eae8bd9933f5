/** What this learner has visited, answered and ticked, kept in the browser. */
import { joined, NOTHING, read, write, type Held, type Kept } from './progress-file';
import { keep, recall } from './theme.svelte';

const KEY = 'tinkernet.progress';

export class Progress {
  #kept = $state.raw<Kept>(load());

  get last(): Kept['last'] {
    return this.#kept.last;
  }

  get any(): boolean {
    return this.#kept.visited.length > 0;
  }

  visited(lab: string | null, preset: string | null): boolean {
    return !!lab && this.#kept.visited.includes(keyOf(lab, preset ?? ''));
  }

  visit(lab: string, preset: string, title: string): void {
    const key = keyOf(lab, preset);
    const visited = [...this.#kept.visited.filter((each) => each !== key), key];
    this.#save({ visited, last: { lab, preset, title } });
  }

  answer(lab: string, preset: string): number | undefined {
    return this.#kept.answers[keyOf(lab, preset)];
  }

  /** Whether the learner chose an answer: a skipped question is none. */
  answered(lab: string, preset: string): boolean {
    return (this.answer(lab, preset) ?? -1) >= 0;
  }

  setAnswer(lab: string, preset: string, choice: number): void {
    this.#save({ answers: { ...this.#kept.answers, [keyOf(lab, preset)]: choice } });
  }

  /** When the preset's claim held, undefined if it never has. */
  held(lab: string, preset: string): Held | undefined {
    return this.#kept.held[keyOf(lab, preset)];
  }

  hold(lab: string, preset: string, held: Held): void {
    this.#save({ held: { ...this.#kept.held, [keyOf(lab, preset)]: held } });
  }

  /** Whether its topic is ticked off: the question is answered, and the claim was seen to hold. */
  done(lab: string | null, preset: string | null): boolean {
    if (!lab) return false;
    return !!this.held(lab, preset ?? '') && this.answered(lab, preset ?? '');
  }

  ticks(lab: string, preset: string): number[] {
    return this.#kept.ticks[keyOf(lab, preset)] ?? [];
  }

  tick(lab: string, preset: string, task: number, done: boolean): void {
    const others = this.ticks(lab, preset).filter((each) => each !== task);
    const ticks = done ? [...others, task] : others;
    this.#save({ ticks: { ...this.#kept.ticks, [keyOf(lab, preset)]: ticks } });
  }

  /** All of it, as the text of a file. */
  file(): string {
    return write(this.#kept);
  }

  /** Adds what a file holds; returns a sentence if it cannot, and then nothing has changed. */
  take(text: string): string {
    const found = read(text);
    if (typeof found === 'string') return found;
    this.#save(joined(this.#kept, found));
    return '';
  }

  forget(): void {
    this.#save(NOTHING);
  }

  #save(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    keep(KEY, JSON.stringify(this.#kept));
  }
}

function keyOf(lab: string, preset: string): string {
  return `${lab}/${preset}`;
}

/** Storage is the learner's own and may hold anything: what does not fit counts as nothing. */
function load(): Kept {
  try {
    const kept = JSON.parse(recall(KEY) ?? '{}') as Partial<Kept>;
    return {
      visited: Array.isArray(kept.visited) ? kept.visited : NOTHING.visited,
      answers: { ...kept.answers },
      ticks: { ...kept.ticks },
      held: { ...kept.held },
      last: kept.last ?? null,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return NOTHING;
    throw error;
  }
}
