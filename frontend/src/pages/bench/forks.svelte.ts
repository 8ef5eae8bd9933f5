/** The runs beside the first: made by changing one thing, driven together, closed singly. */
import { differing } from '../../config';
import type { Panels } from '../../asked';
import type { Fork } from '../../hash';
import { historyUntil, type HistoryView } from '../../history';
import { Lookback } from '../../lookback';
import type { Moment } from '../../past';
import type { Highlight } from '../../highlight.svelte';
import type { Palette } from '../../palette.svelte';
import type { BenchView, Config } from '../../panels/bench-view';
import type { Version } from '../../panels/beside';
import { setting } from '../../panels/format';
import type { AnyGesture, LabPage } from '../../protocol';
import { Run } from '../../run.svelte';
import type { Socket } from '../../socket';
import { words } from '../../i18n';
import { symbolOf } from './saving';

/** With the first run four: more pictures side by side would be too small. */
export const MOST_FORKS = 3;
const LETTERS = 'ABCD';

/** A run beside the first: from `step` on, `changed` is different. */
export interface Twin {
  run: Run;
  step: number;
  changed: Config;
}

export class Forks {
  twins = $state.raw<Twin[]>([]);
  /** The run that the controls act on: 0 the first. */
  focus = $state(0);
  /** The next control that is changed makes a fork. */
  choosing = $state(false);
  /** The step of the past that all runs are looked at, null for now. */
  moment = $state<number | null>(null);
  #resumes = false;
  /** What is being changed for a fork, before the hand lets go. */
  draft = $state.raw<Config>({});
  readonly #main: Run;
  readonly #lab: LabPage;
  readonly #socket: Socket;
  readonly #lookback: Lookback;

  constructor(lab: LabPage, main: Run, socket: Socket) {
    this.#lab = lab;
    this.#main = main;
    this.#socket = socket;
    this.#lookback = new Lookback(socket);
  }

  get runs(): Run[] {
    return [this.#main, ...this.twins.map(({ run }) => run)];
  }
  get focused(): Run {
    return this.runs[this.focus] ?? this.#main;
  }
  get isFull(): boolean {
    return this.twins.length >= MOST_FORKS;
  }
  /** As the address holds them. */
  get places(): Fork[] {
    return this.twins.map(({ step, changed }) => ({ step, config: changed }));
  }

  /** Looks at a step of the past; the runs wait meanwhile: what moves cannot be compared. */
  look(step: number): void {
    if (this.moment === null) {
      this.#resumes = this.#main.playing;
      for (const run of this.runs) if (run.playing) run.pace(false);
    }
    this.moment = step;
    for (const run of this.runs) this.#lookback.want(run, step);
  }

  /** The step of the picture that is shown: one is on its way where none was seen. */
  get shown(): number | null {
    return this.#seen(this.focused)?.step ?? null;
  }

  /** Back to where the runs stand. */
  live(): void {
    if (this.moment === null) return;
    this.moment = null;
    if (this.#resumes) for (const run of this.runs) if (run.state === 'paused') run.pace(true);
  }

  /** A second run goes on from the moment that is looked at. */
  goOn(): void {
    const step = this.#seen(this.focused)?.step ?? null;
    this.live();
    if (step !== null) this.#begin({}, step, this.focused);
  }

  #seen(run: Run): Moment | undefined {
    void run.beat;
    return this.moment === null ? undefined : run.past.at(this.moment);
  }

  /** The pictures and numbers of a run at the moment that is looked at. */
  panelsOf(run: Run): Panels {
    return this.#seen(run)?.panels ?? run.panels;
  }

  epochOf(run: Run): number {
    return this.#seen(run)?.epoch ?? run.epoch;
  }

  historyOf(run: Run): HistoryView {
    if (this.moment === null) return run.history;
    const seen = this.#seen(run);
    return historyUntil(run.history, seen?.step ?? this.moment, seen?.numbers);
  }

  /** All runs play or pause together, at one speed. */
  pace(playing: boolean, speed: number | null = this.focused.speed): void {
    this.live();
    for (const run of this.runs) run.pace(playing, speed);
  }

  advance(unit: string): void {
    this.live();
    for (const run of this.runs) run.advance(unit);
  }

  restart(): void {
    this.live();
    for (const run of this.runs) run.restart();
    this.pace(true);
  }

  change(values: Config): void {
    this.live();
    for (const run of this.runs) run.change(values);
  }

  /** These panels are on screen, of every run. */
  show(names: string[]): void {
    for (const run of this.runs) run.show(names);
  }

  /** The next control that is changed makes a fork; asked once more, it does not. */
  choose(): void {
    this.choosing = !this.choosing && !this.isFull;
    this.draft = {};
  }

  /** Another run like the one in focus, as it is looked at, with `changed` from there on. */
  add(changed: Config): void {
    this.choosing = false;
    this.draft = {};
    const step = this.#seen(this.focused)?.step ?? null;
    this.live();
    if (Object.keys(changed).length > 0) this.#begin(changed, step, this.focused);
  }

  /** A run that an address asks for: like the first up to a step, then with other values. */
  recall({ step, config }: Fork): void {
    this.#begin(config, step, this.#main);
  }

  #begin(changed: Config, step: number | null, origin: Run): void {
    if (this.isFull) return;
    const run = new Run(this.#lab, this.#socket);
    const isStale = this.#lab.controls.some(({ name, live }) => !live && name in changed);
    const inherited = origin === this.focused ? this.#inherited() : {};
    const whole = { ...inherited, ...changed };
    run.fork(origin, step, changed);
    this.twins = [
      ...this.twins,
      { run, step: isStale ? 0 : (step ?? origin.step), changed: whole },
    ];
  }

  close(index: number): void {
    this.twins[index]?.run.close();
    this.twins = this.twins.filter((_, i) => i !== index);
    this.focus = 0;
  }

  /** The page is left. */
  end(): void {
    this.clear();
    this.#lookback.close();
  }

  clear(): void {
    for (const { run } of this.twins) run.close();
    this.twins = [];
    this.focus = 0;
    this.choosing = false;
    this.moment = null;
  }

  /** "η 0.1 → 0.3, from step 120": what is different in the run of that number, 0 the first. */
  words(index: number): string {
    const twin = this.twins[index - 1];
    if (!twin) return words.forks.first;
    const said = Object.entries(differing(twin.run.values, this.#main.values)).map(
      ([name, value]) =>
        `${symbolOf(this.#lab.controls, name)} ${setting(this.#was(name))} → ${setting(value)}`,
    );
    const from = twin.step > 0 ? words.forks.from(twin.step) : '';
    return [said.join(', ') || words.forks.same, from].filter(Boolean).join(', ');
  }

  /** The panel called `name` of every run. */
  versions(name: string, shared: { highlight: Highlight; palette: Palette }): Version[] {
    return this.runs.map((run, i) => ({
      letter: LETTERS[i] ?? '',
      words: this.words(i),
      panel: this.panelsOf(run)[name],
      bench: new RunView(this, run, shared),
    }));
  }

  letter(index: number): string {
    return LETTERS[index] ?? '';
  }

  /** A fork of a fork differs from the first run in both. */
  #inherited(): Config {
    return this.twins[this.focus - 1]?.changed ?? {};
  }

  #was(name: string) {
    return this.#main.values[name] ?? '';
  }
}

/** One of several runs as its panels see it: hovering lights the same thing in all of them. */
class RunView implements BenchView {
  readonly compact = true;
  readonly highlight: Highlight;
  readonly palette: Palette;
  readonly #run: Run;
  readonly #forks: Forks;

  constructor(forks: Forks, run: Run, shared: { highlight: Highlight; palette: Palette }) {
    this.#forks = forks;
    this.#run = run;
    this.highlight = shared.highlight;
    this.palette = shared.palette;
  }

  get history() {
    return this.#forks.historyOf(this.#run);
  }
  get marks() {
    return this.#run.marks;
  }
  get config(): Config {
    return this.#run.config;
  }
  get refused() {
    return this.#run.refusals.newest;
  }
  act(panel: string, gesture: AnyGesture): void {
    this.#run.act(panel, gesture);
  }
}
