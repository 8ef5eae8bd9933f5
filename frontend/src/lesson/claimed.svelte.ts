/** The claim of the preset on the bench: where it stands, and when its topic is ticked off. */
import { differing, wholeConfig } from '../config';
import type { HistoryView } from '../history';
import type { Config } from '../panels/bench-view';
import type { Progress } from '../progress.svelte';
import type { Control, LabPage, Preset } from '../protocol';
import { findingOf, type Finding } from './claim';

/** What is looked at. `enough`: the learner has seen enough; `deeds`: done by their own hand. */
export interface Sight {
  preset: Preset | undefined;
  values: Config;
  history: HistoryView;
  trains: boolean;
  enough: boolean;
  deeds: number;
}

/** Another draw, a longer run or another view leave the preset what it is. */
const FREE = new Set(['seed', 'weights_seed', 'steps']);

export class Claimed {
  preset = $state.raw<Preset | undefined>(undefined);
  finding = $state.raw<Finding | null>(null);
  /** Whether controls were changed, so that the run is not the preset's any more. */
  isOther = $state(false);
  readonly #lab: LabPage;
  readonly #progress: Progress;

  constructor(lab: LabPage, progress: Progress) {
    this.#lab = lab;
    this.#progress = progress;
  }

  get answered(): boolean {
    return !!this.preset && this.#progress.answered(this.#lab.id, this.preset.name);
  }

  /** What it came to when it held first, in this run or an earlier one. */
  get held(): { step: number; value: number | null } | undefined {
    return this.preset && this.#progress.held(this.#lab.id, this.preset.name);
  }

  get ticked(): boolean {
    return !!this.preset && this.#progress.done(this.#lab.id, this.preset.name);
  }

  look(sight: Sight): void {
    const { preset, values } = sight;
    this.preset = preset;
    this.finding = preset?.claim ? findingOf(preset.claim, sight.history) : null;
    if (!preset) return;
    const changed = differing(values, wholeConfig(this.#lab, preset.name));
    this.isOther = Object.keys(changed).some((name) => isBound(this.#lab.controls, name));
    if (this.held || !this.#hasShown(sight)) return;
    const { step = 0, value = null } = this.finding ?? {};
    this.#progress.hold(this.#lab.id, preset.name, { step, value });
  }

  #hasShown({ trains, enough, deeds }: Sight): boolean {
    if (this.finding) return this.finding.holds && !this.isOther;
    return trains ? enough : deeds > 0;
  }
}

function isBound(controls: Control[], name: string): boolean {
  const group = controls.find((each) => each.name === name)?.group;
  return !FREE.has(name) && group !== 'view';
}
