/** One lab on the bench: its run, its address, its question, and what the learner may do. */
import { Address } from '../../address.svelte';
import { anySeed, areLooks, differing, placeHolds, wholeConfig } from '../../config';
import { besideOf, type Dress, type Fork, type Place, type Reading } from '../../hash';
import { announce } from '../../i18n';
import { Highlight } from '../../highlight.svelte';
import { Prediction } from '../../lesson/prediction.svelte';
import type { BenchView, Config, ConfigValue } from '../../panels/bench-view';
import type { Version } from '../../panels/beside';
import { Palette } from '../../palette.svelte';
import type { Progress } from '../../progress.svelte';
import type { AnyGesture, LabPage, Preset } from '../../protocol';
import { Run } from '../../run.svelte';
import type { Socket } from '../../socket';
import { hasDoneEnough, hasTrainedEnough } from './enough';
import { Forks } from './forks.svelte';
import { noteOnLeaving, runBefore } from './reloaded';
import type { Theme } from '../../theme.svelte';

export class Bench implements BenchView {
  preset = $state('');
  /** How the page is dressed by its address: what is hidden, in which colours and language. */
  dress = $state.raw<Dress>({ hide: [], theme: null });
  /** What could not be read from the address, in sentences. */
  complaints = $state.raw<string[]>([]);
  unit = $state('batch');
  /** What the learner has done to this preset by hand. */
  deeds = $state(0);
  readonly lab: LabPage;
  /** The first run: the address is about it. */
  readonly main: Run;
  readonly forks: Forks;
  readonly prediction: Prediction;
  readonly highlight = new Highlight();
  readonly palette = new Palette();
  readonly #address: Address;
  readonly #theme: Theme;
  readonly progress: Progress;
  /** Whether the address names the preset, or it is just the first one. */
  #named = false;
  #wanted: Fork[] = [];
  /** The values as `record` last saw them. */
  #recorded: Config = {};

  constructor(lab: LabPage, socket: Socket, theme: Theme, progress: Progress) {
    this.lab = lab;
    this.main = new Run(lab, socket);
    this.forks = new Forks(lab, this.main, socket);
    this.prediction = new Prediction(lab.id, progress);
    this.#address = new Address(lab);
    this.#theme = theme;
    this.progress = progress;
    this.unit = lab.units.includes('batch') ? 'batch' : (lab.units[0] ?? 'batch');
  }

  /** Opens what the address says and follows it; the returned function ends the run's visit. */
  start(): () => void {
    this.#arrive(this.#address.read());
    const unfollow = this.#address.follow((reading) => this.#travel(reading));
    const unnote = noteOnLeaving(this.lab.id, () => (this.prediction.waiting ? '' : this.main.id));
    return () => {
      unfollow();
      unnote();
      this.forks.end();
      this.main.close();
    };
  }

  /** The run that the controls and the numbers are about. */
  get run(): Run {
    return this.forks.focused;
  }

  get history() {
    return this.forks.historyOf(this.run);
  }
  get marks() {
    return this.run.marks;
  }
  get config(): Config {
    return this.run.config;
  }
  get refused() {
    return this.run.refusals.newest;
  }
  get chosen(): Preset | undefined {
    return this.lab.presets.find((each) => each.name === this.preset);
  }
  get changed(): boolean {
    return Object.keys(differing(this.run.values, wholeConfig(this.lab, this.preset))).length > 0;
  }
  get goal(): number | null {
    const { steps } = this.run.values;
    return typeof steps === 'number' ? steps : null;
  }
  /** Whether the run has anything to step as it is set now; else there is no transport. */
  get trains(): boolean {
    return this.lab.trains && placeHolds(this.lab.trains_when, this.run.values);
  }
  /** Whether the learner has seen enough for the answer. */
  get enough(): boolean {
    return this.trains ? hasTrainedEnough(this.run, this.goal) : hasDoneEnough(this.deeds);
  }
  get hasWeights(): boolean {
    return this.lab.controls.some((each) => each.name === 'weights_seed');
  }

  /** Where the same settings are swept over. */
  get sweepLink(): string {
    return `/sweep/${this.lab.id}${this.#address.hash(this.place())}`;
  }

  act(panel: string, gesture: AnyGesture): void {
    if (this.prediction.answer !== null) this.deeds += 1;
    this.forks.live();
    this.run.act(panel, gesture);
  }

  change(values: Config, committed = true): void {
    if (committed && this.prediction.answer !== null) this.deeds += 1;
    this.forks.live();
    this.run.change(values, committed);
    this.#write(committed);
  }

  set(name: string, value: ConfigValue, committed: boolean): void {
    if (!this.forks.choosing) return this.change({ [name]: value }, committed);
    this.forks.draft = { [name]: value };
    if (committed) this.forks.add({ [name]: value });
    if (committed) this.#write();
  }

  closeFork(index: number): void {
    this.forks.close(index);
    this.#write();
  }

  /** A second run goes on from the moment of the past that is looked at. */
  goOn(): void {
    this.forks.goOn();
    this.#write();
  }

  versions(name: string): Version[] {
    return this.forks.twins.length > 0 ? this.forks.versions(name, this) : [];
  }

  /** An answer, or -1 to skip: the run that waited for it starts. */
  choose(choice: number): void {
    const waited = this.prediction.waiting;
    this.prediction.choose(choice);
    if (waited) this.forks.pace(true);
  }

  toggle(): void {
    if (this.prediction.waiting) this.choose(-1);
    else if (this.run.state === 'finished') this.trainOn();
    else if (this.run.state === 'diverged' || this.run.state === 'failed') this.restart();
    else this.forks.pace(!this.run.playing);
  }

  step(): void {
    this.forks.advance(this.unit);
  }

  restart(): void {
    this.forks.restart();
  }

  /** Begins again with these controls changed, live ones too. */
  restartWith(config: Config): void {
    this.run.restart(config);
    this.run.pace(true);
    this.#write();
  }

  /** Other random weights for the same data; labs without weights draw other data. */
  fresh(): void {
    const name = this.hasWeights ? 'weights_seed' : 'seed';
    const control = this.lab.controls.find((each) => each.name === name);
    if (!control) return this.restart();
    this.change({ [name]: anySeed(control) });
  }

  /** Past the end: twice as many steps where the lab counts them. */
  trainOn(): void {
    const control = this.lab.controls.find((each) => each.name === 'steps');
    if (control?.live && this.goal !== null) {
      this.forks.change({ steps: Math.min(control.hi ?? Infinity, this.goal * 2) });
      this.#write();
    }
    this.forks.pace(true);
  }

  pick(name: string): void {
    if (!this.lab.presets.some((each) => each.name === name)) return;
    this.#named = true;
    this.home(name);
  }

  /** A run as the preset sets it; a lab of one's own may have none, and begins as it is. */
  home(name = this.preset): void {
    this.complaints = [];
    this.#open(name, {}, this.run.speed, true);
    this.#wanted = besideOf({ ...this.place(), preset: name, config: {}, forks: [] }, this.lab);
    this.#write();
  }

  reset(): void {
    this.change(differing(wholeConfig(this.lab, this.preset), this.run.values));
  }

  setSpeed(speed: number | null, committed: boolean): void {
    this.forks.pace(this.run.playing, speed);
    this.#write(committed);
  }

  setHidden(names: string[]): void {
    this.dress = { ...this.dress, hide: names };
    this.#write();
  }

  /** Follows changes the learner made in a picture, e.g. painted points, into the address. */
  record(): void {
    if (this.main.refusals.newest) return this.#address.correct(this.place());
    const { values } = this.main;
    const names = Object.keys(differing(values, this.#recorded));
    this.#recorded = values;
    const isGlance = names.length > 0 && areLooks(this.lab.controls, names);
    this.#address[isGlance ? 'glance' : 'drift'](this.place());
  }

  #arrive({ place, complaints }: Reading): void {
    this.complaints = complaints;
    this.#named = place.preset !== null;
    this.#dress(place);
    const { speed = this.lab.speed } = place;
    const asks =
      this.#named && !place.embed && Object.keys(place.config).length === 0 && !place.forks.length;
    this.#open(place.preset ?? this.lab.presets[0]?.name ?? '', place.config, speed, asks);
    this.#wanted = besideOf(place, this.lab);
    this.#address.correct(this.place());
  }

  /** Back or forward in the browser's history: the run follows with as little as it takes. */
  #travel(reading: Reading): void {
    const { place, complaints } = reading;
    const preset = place.preset ?? this.lab.presets[0]?.name ?? '';
    const isElsewhere = preset !== this.preset || this.main.state === 'refused';
    if (isElsewhere || besideOf(place, this.lab).length > 0) return this.#arrive(reading);
    this.forks.clear();
    this.complaints = complaints;
    this.#named = place.preset !== null;
    this.#dress(place);
    const { speed = this.lab.speed } = place;
    if (speed !== this.main.speed) this.main.pace(this.main.playing, speed);
    this.main.change(differing(wholeConfig(this.lab, preset, place.config), this.main.values));
    this.#address.correct(this.place());
  }

  #dress({ hide, theme, language, embed }: Place): void {
    this.dress = { hide, theme, language, embed };
    if (theme) this.#theme.choose(theme, false);
    if (language) announce(language);
  }

  /** `asks`: the preset's question comes first, with the untrained picture in view. */
  #open(preset: string, config: Config, speed: number | null, asks: boolean): void {
    this.preset = preset;
    this.deeds = 0;
    this.forks.clear();
    this.#wanted = [];
    const before = runBefore(this.lab.id);
    this.prediction.begin(this.chosen, asks && !before);
    this.main.open({ preset, config, speed, playing: !this.prediction.waiting }, before);
    this.progress.visit(this.lab.id, preset, this.chosen?.title ?? this.lab.title);
  }

  place(): Place {
    const { values, speed } = this.main;
    const config = differing(values, wholeConfig(this.lab, this.preset));
    const named = this.#named || Object.keys(config).length > 0;
    return {
      preset: named ? this.preset || null : null,
      config,
      speed: speed === this.lab.speed ? undefined : speed,
      ...this.dress,
      forks: [...this.forks.places, ...this.#wanted],
    };
  }

  /** The runs that an address asks for beside the first, once the server knows that one. */
  beside(): void {
    for (const fork of this.#wanted.splice(0)) this.forks.recall(fork);
  }

  #write(committed = true): void {
    this.#address.write(this.place(), committed);
  }
}
