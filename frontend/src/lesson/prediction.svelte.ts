/** Predict, then see: the learner's answer to a preset's question, and when it is resolved. */
import type { Progress } from '../progress.svelte';
import type { Preset } from '../protocol';

export const SKIPPED = -1;

export class Prediction {
  preset = $state.raw<Preset | undefined>(undefined);
  /** The run waits for an answer. */
  waiting = $state(false);
  answer = $state<number | null>(null);
  /** The learner has seen enough, or asked to be told. */
  told = $state(false);
  readonly #progress: Progress;
  readonly #lab: string;

  constructor(lab: string, progress: Progress) {
    this.#lab = lab;
    this.#progress = progress;
  }

  get asks(): boolean {
    return !!this.preset?.question;
  }

  get right(): boolean {
    return this.answer !== null && !!this.preset?.choices[this.answer]?.right;
  }

  get resolved(): boolean {
    return this.told && this.answer !== null;
  }

  /** Takes up `preset`; `wait`: ask before it runs, unless it was answered before. */
  begin(preset: Preset | undefined, wait: boolean): void {
    const earlier = preset ? this.#progress.answer(this.#lab, preset.name) : undefined;
    this.preset = preset;
    this.answer = earlier ?? null;
    this.told = false;
    this.waiting = wait && this.asks && earlier === undefined;
  }

  choose(choice: number): void {
    if (!this.preset) return;
    this.answer = choice;
    this.waiting = false;
    this.#progress.setAnswer(this.#lab, this.preset.name, choice);
  }

  again(): void {
    this.answer = null;
    this.told = false;
  }
}
