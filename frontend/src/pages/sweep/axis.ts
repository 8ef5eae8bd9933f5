/** The axes of a sweep: which control, which values, and how they stand in the address. */
import { rangeOf, valueAt } from '../../controls/scale';
import type { Config, ConfigValue } from '../../panels/bench-view';
import type { Axis, Control } from '../../protocol';

/** What the learner chooses of an axis; `lo`, `hi` and `count` are for numbers only. */
export interface AxisChoice {
  control: string;
  lo: number;
  hi: number;
  count: number;
}

export const FEWEST = 2;
export const MOST = 12;
const USUAL = 6;
/** Of runs that need a process each nine train at once. */
const USUAL_ALONE = 3;
const SEEDS = 9;

/** Controls that can be an axis: numbers, choices and switches that the config shows. */
export function sweepable(controls: Control[]): Control[] {
  return controls.filter((control) => {
    const { scale, hidden } = control;
    return !hidden && scale !== 'text' && scale !== 'widths';
  });
}

export function isNumeric(control: Control): boolean {
  return control.lo !== null && control.hi !== null;
}

/** The whole range of a control, or nine seeds in a row; `alone`: each run needs a process. */
export function wholeRange(control: Control, alone = false): AxisChoice {
  const name = control.name;
  if (isSeed(control)) {
    const lo = Math.max(control.lo ?? 0, Number(control.default));
    return { control: name, lo, hi: lo + SEEDS - 1, count: SEEDS };
  }
  const [lo, hi] = [control.lo ?? 0, control.hi ?? 0];
  return { control: name, lo, hi, count: alone ? USUAL_ALONE : USUAL };
}

export function isSeed(control: Control): boolean {
  return control.name === 'seed' || control.name.endsWith('_seed');
}

/** The values of an axis in order, evenly spread as its slider is; each only once. */
export function spread(control: Control, choice: AxisChoice): ConfigValue[] {
  if (control.scale === 'switch') return [false, true];
  if (!isNumeric(control)) return control.options.slice(0, MOST).map((option) => option.value);
  const count = Math.min(MOST, Math.max(FEWEST, Math.round(choice.count)));
  const values = Array.from({ length: count }, (_, i) => valueOn(control, choice, i / (count - 1)));
  return [...new Set(values)];
}

/** The value at a share 0..1 of the way along an axis. */
function valueOn(control: Control, choice: AxisChoice, share: number): number {
  const range = { ...rangeOf(control), lo: choice.lo, hi: choice.hi };
  const value = valueAt(share, { ...range, log: range.log && choice.lo > 0 });
  return range.whole ? Math.round(value) : value;
}

/** A narrower range around the value at `index`, from its one neighbour to the other; of only
 * three values, whose neighbours are the ends, half as far. */
export function finer(control: Control, choice: AxisChoice, index: number): AxisChoice {
  const last = spread(control, choice).length - 1;
  if (!isNumeric(control) || isSeed(control) || last < 2) return choice;
  const reach = last > 2 ? 1 : 0.5;
  const [from, to] = [Math.max(0, index - reach), Math.min(last, index + reach)];
  const [lo, hi] = [valueOn(control, choice, from / last), valueOn(control, choice, to / last)];
  return lo < hi ? { ...choice, lo, hi } : choice;
}

/** "lr:0.01:1:6", as it stands in an address. */
export function formatAxis(choice: AxisChoice): string {
  return [choice.control, choice.lo, choice.hi, choice.count].join(':');
}

/** The axis written as `text`; null where it makes no sense for this lab. */
export function parseAxis(text: string, controls: Control[]): AxisChoice | null {
  const [name = '', ...numbers] = text.split(':');
  const control = sweepable(controls).find((each) => each.name === name);
  if (!control) return null;
  const [lo, hi, count] = numbers.map(Number);
  const whole = wholeRange(control);
  if (!isNumeric(control)) return whole;
  const fits = [lo, hi].every(
    (value) => Number.isFinite(value) && value! >= control.lo! && value! <= control.hi!,
  );
  if (!fits || lo! >= hi!) return whole;
  return { control: name, lo: lo!, hi: hi!, count: Number.isFinite(count) ? count! : USUAL };
}

/** What differs in the run of cell `cell`; the first axis runs fastest. */
export function configOf(axes: Axis[], cell: number): Config {
  const config: Config = {};
  let rest = cell;
  for (const axis of axes) {
    config[axis.control] = axis.values[rest % axis.values.length]!;
    rest = Math.floor(rest / axis.values.length);
  }
  return config;
}
