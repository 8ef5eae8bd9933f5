/** The address bar: written as the learner goes, read when they come, go back or forward. */
import { formatHash, parseHash, type Place, type Reading } from './hash';
import type { LabPage } from './protocol';

/** A drag writes the address at most so often: browsers refuse floods. */
const GAP_MS = 250;
/** Changes without an end of their own have ended when nothing more came for so long. */
const CALM_MS = 800;

export class Address {
  readonly #lab: LabPage;
  /** A hand holds a control: only its release ends the entry. */
  #held = false;
  /** The newest entry is still being written. */
  #open = false;
  #written = '';
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #calm: ReturnType<typeof setTimeout> | undefined;

  constructor(lab: LabPage) {
    this.#lab = lab;
    this.#written = location.hash;
  }

  read(): Reading {
    return parseHash(location.hash, this.#lab);
  }

  hash(place: Place): string {
    return formatHash(place, this.#lab);
  }

  /**
   * A committed change makes an entry of the browser's history; the changes of one drag make
   * one entry together, from its first movement to its release, however long the hand rests.
   */
  write(place: Place, committed = true): void {
    this.#held = !committed;
    this.#enter(place);
    if (committed) this.#settle();
  }

  /**
   * Changes that nobody says are over, e.g. points painted in a picture: they make one entry
   * until they rest. While a hand holds a control they belong to its entry.
   */
  drift(place: Place): void {
    this.#enter(place);
    clearTimeout(this.#calm);
    if (!this.#held) this.#calm = setTimeout(() => this.#settle(), CALM_MS);
  }

  /** Where the learner looks, no change: no entry of its own, going back would take forever. */
  glance(place: Place): void {
    const hash = formatHash(place, this.#lab);
    if (hash === this.#written) return;
    this.#written = hash;
    this.#later(hash);
  }

  /** Corrects the entry on which the learner stands, e.g. after opening a link. */
  correct(place: Place): void {
    const hash = formatHash(place, this.#lab);
    if (hash === this.#written) return;
    this.#written = hash;
    this.#waiting = null;
    this.#put(hash, false);
  }

  /** Calls `moved` with what the address says after back, forward or a typed address. */
  follow(moved: (reading: Reading) => void): () => void {
    const hear = () => {
      if (location.hash === this.#written) return;
      this.#waiting = null;
      this.#held = false;
      this.#settle();
      this.#written = location.hash;
      moved(this.read());
    };
    window.addEventListener('popstate', hear);
    return () => {
      clearTimeout(this.#timer);
      clearTimeout(this.#calm);
      window.removeEventListener('popstate', hear);
    };
  }

  #enter(place: Place): void {
    const hash = formatHash(place, this.#lab);
    if (hash === this.#written) return;
    this.#written = hash;
    if (this.#open) this.#later(hash);
    else this.#put(hash, true);
    this.#open = true;
  }

  #later(hash: string): void {
    this.#waiting = hash;
    this.#timer ??= setTimeout(() => this.#flush(), GAP_MS);
  }

  #settle(): void {
    clearTimeout(this.#calm);
    this.#open = false;
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting !== null) this.#put(this.#waiting, false);
    this.#waiting = null;
  }

  #put(hash: string, push: boolean): void {
    const url = `${location.pathname}${location.search}${hash}`;
    if (push) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  }
}
