/** A sweep as the learner sets it up and watches it: axes, base controls, one run with cells. */
import { differing, wholeConfig } from '../../config';
import { formatHash, parseHash } from '../../hash';
import { Highlight } from '../../highlight.svelte';
import type { BenchView, Config, Mark } from '../../panels/bench-view';
import { bestOf, valuesOf } from '../../panels/cells';
import { Palette } from '../../palette.svelte';
import type { Axis, Cells, Control, LabPage } from '../../protocol';
import { Run } from '../../run.svelte';
import type { Socket } from '../../socket';
import {
  configOf,
  finer,
  formatAxis,
  isNumeric,
  isSeed,
  parseAxis,
  spread,
  sweepable,
  wholeRange,
  type AxisChoice,
} from './axis';

const CALM_MS = 400;

export class SweepBench implements BenchView {
  preset = $state('');
  /** What the sweep changes of the preset, the same in every cell. */
  base = $state.raw<Config>({});
  choices = $state.raw<AxisChoice[]>([]);
  complaints = $state.raw<string[]>([]);
  readonly lab: LabPage;
  readonly run: Run;
  readonly highlight = new Highlight();
  readonly palette = new Palette();
  readonly marks: Mark[] = [];
  readonly refused = null;
  #calm: ReturnType<typeof setTimeout> | undefined;

  constructor(lab: LabPage, socket: Socket) {
    this.lab = lab;
    this.run = new Run(lab, socket);
  }

  /** Reads the address and opens the sweep; the returned function ends the visit. */
  start(): () => void {
    const params = new URLSearchParams(location.hash.replace(/^#/, ''));
    const axes = ['x', 'y'].map((key) => params.get(key));
    params.delete('x');
    params.delete('y');
    const { place, complaints } = parseHash(`#${params}`, this.lab);
    this.complaints = complaints;
    this.preset = place.preset ?? this.lab.presets[0]?.name ?? '';
    this.base = place.config;
    const read = axes.map((text) => (text ? parseAxis(text, this.lab.controls) : null));
    const known = read.filter((each): each is AxisChoice => each !== null);
    this.choices = known.length > 0 ? known : this.#usual();
    this.open();
    return () => {
      clearTimeout(this.#calm);
      this.run.close();
    };
  }

  get controls(): Control[] {
    return sweepable(this.lab.controls);
  }
  get axes(): Axis[] {
    return this.choices.map((choice) => ({
      control: choice.control,
      values: spread(this.control(choice.control), choice),
    }));
  }
  get panel(): Cells | null {
    const panel = this.run.panels['cells'];
    return panel?.kind === 'cells' ? panel : null;
  }
  get values(): number[] {
    return this.panel ? valuesOf(this.panel, this.history) : [];
  }
  get best(): number {
    return this.panel ? bestOf(this.panel, this.values) : -1;
  }
  /** Whether the cells differ by a seed only: then their spread is what there is to see. */
  get isSpread(): boolean {
    return this.choices.every(({ control }) => isSeed(this.control(control)));
  }
  get history() {
    return this.run.history;
  }
  get config(): Config {
    return this.run.config;
  }

  act(): void {
    // A cell is opened as a run of its own before it can be touched.
  }

  control(name: string): Control {
    return this.lab.controls.find((each) => each.name === name) ?? this.controls[0]!;
  }

  /** Where the run of one cell stands on a bench of its own. */
  linkTo(cell: number): string {
    const config = { ...this.base, ...configOf(this.axes, cell) };
    return `/lab/${this.lab.id}${this.#hash(config)}`;
  }

  /** Another axis at once, or a number of it when the hand rests. */
  choose(index: number, choice: AxisChoice | null, calm = false): void {
    const next = [...this.choices];
    if (choice) next[index] = choice;
    else next.splice(index, 1);
    this.choices = next;
    this.#soon(calm);
  }

  /** A narrower range of every axis around the best cell. */
  zoom(): void {
    let rest = this.best;
    if (rest < 0) return;
    this.choices = this.choices.map((choice) => {
      const control = this.control(choice.control);
      const count = spread(control, choice).length;
      const index = rest % count;
      rest = Math.floor(rest / count);
      return finer(control, choice, index);
    });
    this.open();
  }

  /** The same run with other seeds, many times. */
  seeds(): void {
    const name = this.lab.controls.some((each) => each.name === 'weights_seed');
    this.choices = [wholeRange(this.control(name ? 'weights_seed' : 'seed'))];
    this.open();
  }

  pick(preset: string): void {
    this.preset = preset;
    this.base = {};
    this.open();
  }

  open(): void {
    this.highlight.picked = -1;
    this.run.open({
      preset: this.preset,
      config: this.base,
      playing: true,
      speed: this.run.speed ?? this.lab.speed,
      sweep: { axes: this.axes },
    });
    const axes = this.choices.map((each, i) => `${'xy'[i]}=${formatAxis(each)}`);
    const rest = this.#hash(this.base);
    history.replaceState(null, '', `${location.pathname}${rest || '#'}&${axes.join('&')}`);
  }

  #soon(calm: boolean): void {
    clearTimeout(this.#calm);
    if (!calm) return this.open();
    this.#calm = setTimeout(() => this.open(), CALM_MS);
  }

  /** The learning rate first, as the course says, then the width: whatever of it there is. */
  #usual(): AxisChoice[] {
    const wanted = ['lr', 'width', 'filters', 'beta', 'dim'];
    const found = wanted.flatMap((name) => this.controls.filter((each) => each.name === name));
    const others = this.controls.filter((each) => isNumeric(each) && !isSeed(each));
    const first = [...new Set([...found, ...others])].slice(0, 2);
    return first.map((each) => wholeRange(each, this.lab.exclusive));
  }

  #hash(config: Config): string {
    const whole = wholeConfig(this.lab, this.preset);
    return formatHash(
      {
        preset: this.preset || null,
        config: { ...whole, ...differing(config, whole) },
        speed: undefined,
        hide: [],
        theme: null,
        forks: [],
      },
      this.lab,
    );
  }
}
