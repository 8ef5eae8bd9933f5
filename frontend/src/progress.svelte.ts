/** What this learner has visited, answered and ticked, kept in the browser. */
import { keep, recall } from './theme.svelte';

const KEY = 'tinkernet.progress';

/** `visited`: "lab/preset"; `answers`: the choice per "lab/preset", -1 for skipped. */
interface Kept {
  visited: string[];
  answers: Record<string, number>;
  ticks: Record<string, number[]>;
  last: { lab: string; preset: string; title: string } | null;
}

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

  setAnswer(lab: string, preset: string, choice: number): void {
    this.#save({ answers: { ...this.#kept.answers, [keyOf(lab, preset)]: choice } });
  }

  ticks(lab: string, preset: string): number[] {
    return this.#kept.ticks[keyOf(lab, preset)] ?? [];
  }

  tick(lab: string, preset: string, task: number, done: boolean): void {
    const others = this.ticks(lab, preset).filter((each) => each !== task);
    const ticks = done ? [...others, task] : others;
    this.#save({ ticks: { ...this.#kept.ticks, [keyOf(lab, preset)]: ticks } });
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
  const empty: Kept = { visited: [], answers: {}, ticks: {}, last: null };
  try {
    const kept = JSON.parse(recall(KEY) ?? '{}') as Partial<Kept>;
    return {
      visited: Array.isArray(kept.visited) ? kept.visited : empty.visited,
      answers: { ...kept.answers },
      ticks: { ...kept.ticks },
      last: kept.last ?? null,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return empty;
    throw error;
  }
}
