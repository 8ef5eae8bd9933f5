/** What the server says to something sent from a field: a refusal, or nothing at all. */
import type { Refused } from '../protocol';
import type { BenchView } from './bench-view';

export class Answer {
  #sent = $state.raw<{ before: Refused | null | undefined } | null>(null);
  readonly #bench: () => BenchView;

  constructor(bench: () => BenchView) {
    this.#bench = bench;
  }

  /** A refusal that was not there when it was sent is the answer to it; empty for none. */
  get refusal(): string {
    const { refused } = this.#bench();
    return this.#sent && refused && refused !== this.#sent.before ? refused.message : '';
  }

  /** Something was sent, and nothing has been said against it. */
  get waits(): boolean {
    return this.#sent !== null && !this.refusal;
  }

  /** To be called before something is sent. */
  expect(): void {
    this.#sent = { before: this.#bench().refused };
  }

  /** The field was changed since. */
  forget(): void {
    this.#sent = null;
  }
}
