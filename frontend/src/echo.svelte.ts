/** What the learner asked for and the server has not confirmed: shown at once, never fought. */
import { differing } from './config';
import type { Config } from './panels/bench-view';

/** A value the server never confirms is given up after this time. */
const PATIENCE_MS = 2500;

export class Echo {
  values = $state.raw<Config>({});
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `patient`: whether an answer can come at all just now. */
  put(values: Config, patient: () => boolean): void {
    this.values = { ...this.values, ...values };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (patient()) this.values = {};
    }, PATIENCE_MS);
  }

  /** Lets go of all that `config` confirms. */
  settle(config: Config): void {
    const rest = differing(this.values, config);
    if (Object.keys(rest).length < Object.keys(this.values).length) this.values = rest;
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.values = {};
  }
}
