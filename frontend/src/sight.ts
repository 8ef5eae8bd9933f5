/** Which panels of a run are on screen, and what the server was last told of it. */
import { same } from './config';

export class Sight {
  names: string[] | null = null;
  #told: string[] | null = null;
  readonly #say: (names: string[]) => boolean;

  /** `say` tells the server, and answers whether it could. */
  constructor(say: (names: string[]) => boolean) {
    this.#say = say;
    document.addEventListener('visibilitychange', this.tell);
  }

  /** Whether these are other panels than before. */
  look(names: string[]): boolean {
    if (this.names && same(this.names, names)) return false;
    this.names = names;
    return true;
  }

  /** What a new run is asked for: every picture once, those below the fold too. */
  begin(): string[] | null {
    return (this.#told = document.hidden ? [] : null);
  }

  /** Nothing is drawn for a hidden page. */
  readonly tell = (): void => {
    const names = document.hidden ? [] : this.names;
    if (names && this.#say(names)) this.#told = names;
  };

  /** Says it where it was not said yet. */
  catchUp(): void {
    if (!document.hidden && this.#told !== this.names) this.tell();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.tell);
  }
}
