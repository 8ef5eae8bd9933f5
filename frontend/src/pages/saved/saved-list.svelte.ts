/** The list of saved runs: what is looked for, what was found, what was just deleted. */
import {
  deleteSaved,
  fetchSaved,
  renameSaved,
  undeleteSaved,
  type Wanted,
} from '../../experiments';
import type { Card } from '../../protocol';

export const PER_PAGE = 50;
/** More curves in one chart cannot be told apart. */
export const MOST_COMPARED = 4;
const CALM_MS = 250;
const AGAIN_MS = 4000;
const MOST_AT_ONCE = 200;
const EVERYTHING: Wanted = { search: '', lab: '', state: '', sort: '-saved_at' };

/** `deleted`: it is gone, and can still be taken back. */
export interface Entry {
  card: Card;
  deleted: boolean;
}

export class SavedList {
  wanted = $state.raw<Wanted>(EVERYTHING);
  entries = $state.raw<Entry[]>([]);
  total = $state(0);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state('');
  /** The ids of those to be compared, in the order in which they were chosen. */
  chosen = $state.raw<string[]>([]);
  /** The id of one that came back: the keyboard goes on from there. */
  returned = $state('');
  #asked = 0;
  #calm: ReturnType<typeof setTimeout> | undefined;

  get isNarrowed(): boolean {
    return !!(this.wanted.search.trim() || this.wanted.lab || this.wanted.state);
  }

  /** Looks for something else; typing is waited for. */
  want(change: Partial<Wanted>, calm = false): void {
    this.wanted = { ...this.wanted, ...change };
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => void this.load(), calm ? CALM_MS : 0);
  }

  all(): void {
    this.want({ ...EVERYTHING, sort: this.wanted.sort });
  }

  /** `more`: after those that are here already. */
  async load(more = false): Promise<void> {
    const asked = (this.#asked += 1);
    this.phase = 'loading';
    const offset = more ? this.entries.filter(({ deleted }) => !deleted).length : 0;
    try {
      const { experiments, total } = await fetchSaved(this.wanted, offset, PER_PAGE);
      // An answer that was overtaken by a later question is of no use.
      if (asked !== this.#asked) return;
      // What was just deleted can be taken back whatever is looked for meanwhile.
      const stay = more ? this.entries : this.entries.filter(({ deleted }) => deleted);
      const known = new Set(stay.map(({ card }) => card.id));
      const fresh = experiments.filter(({ id }) => !known.has(id));
      this.entries = [...stay, ...fresh.map((card) => ({ card, deleted: false }))];
      this.total = total;
      this.phase = 'ready';
    } catch (error) {
      if (asked !== this.#asked) return;
      this.failure = sentence(error);
      this.phase = 'failed';
    }
  }

  /** Loads, and looks again at those that train as long as the page is looked at. */
  start(): () => void {
    void this.load();
    const timer = setInterval(() => void this.#again(), AGAIN_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(this.#calm);
    };
  }

  toggle(id: string): void {
    const others = this.chosen.filter((each) => each !== id);
    if (others.length < this.chosen.length) this.chosen = others;
    else if (others.length < MOST_COMPARED) this.chosen = [...others, id];
  }

  /** Why it could not be, empty when it was. */
  async rename(id: string, name: string, note: string): Promise<string> {
    return this.#try(async () => this.#put(await renameSaved(id, { name, note }), false));
  }

  async remove(id: string): Promise<string> {
    const left = await this.#try(async () => this.#put(await deleteSaved(id), true));
    if (!left) this.total -= 1;
    this.chosen = this.chosen.filter((each) => each !== id);
    return left;
  }

  async undo(id: string): Promise<string> {
    const left = await this.#try(async () => this.#put(await undeleteSaved(id), false));
    if (!left) [this.returned, this.total] = [id, this.total + 1];
    return left;
  }

  /** The words about a deleted one have been there long enough. */
  forget(id: string): void {
    this.entries = this.entries.filter(({ card, deleted }) => !deleted || card.id !== id);
  }

  async #again(): Promise<void> {
    const trains = this.entries.some(({ card }) => card.state === 'running');
    if (!trains || document.hidden || this.phase !== 'ready') return;
    const limit = Math.min(MOST_AT_ONCE, this.entries.length);
    const asked = this.#asked;
    try {
      // All states: one that has stopped meanwhile is told too.
      const { experiments } = await fetchSaved({ ...this.wanted, state: '' }, 0, limit);
      if (asked !== this.#asked) return;
      const fresh = new Map(experiments.map((card) => [card.id, card]));
      this.entries = this.entries.map((entry) => {
        const card = entry.deleted ? undefined : fresh.get(entry.card.id);
        return card ? { ...entry, card } : entry;
      });
    } catch (error) {
      // What is on screen stays; the next look may succeed.
      if (!(error instanceof Error)) throw error;
    }
  }

  #put(card: Card, deleted: boolean): void {
    this.entries = this.entries.map((each) =>
      each.card.id === card.id ? { card, deleted } : each,
    );
  }

  async #try(work: () => Promise<void>): Promise<string> {
    try {
      await work();
      return '';
    } catch (error) {
      return sentence(error);
    }
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
