/** Configurations of a lab: defaults, presets, what differs, what is on screen. */
import type { Config, ConfigValue } from './panels/bench-view';
import type { Control, LabPage, Preset } from './protocol';

/** The preset called `name`, or undefined. */
export function presetOf(lab: LabPage, name: string): Preset | undefined {
  return lab.presets.find((preset) => preset.name === name);
}

/** Every control's value: the defaults, changed by the preset, changed by `values`. */
export function wholeConfig(lab: LabPage, preset: string, values: Config = {}): Config {
  const whole: Config = {};
  for (const control of lab.controls) whole[control.name] = control.default;
  return { ...whole, ...presetOf(lab, preset)?.config, ...values };
}

/** The entries of `config` that are not as in `base`. */
export function differing(config: Config, base: Config): Config {
  const entries = Object.entries(config).filter(([name, value]) => !same(value, base[name]));
  return Object.fromEntries(entries);
}

export function same(one: ConfigValue | undefined, other: ConfigValue | undefined): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, i) => item === other[i]);
}

/** Whether all `conditions` hold: each names a control and the values it may have. */
export function holds(
  conditions: { name: string; values: ConfigValue[] }[],
  config: Config,
): boolean {
  return conditions.every(({ name, values }) =>
    values.some((value) => same(value, config[name] ?? '')),
  );
}

/** The same for the form in which a place names them. */
export function placeHolds(shown: Record<string, ConfigValue[]>, config: Config): boolean {
  return holds(
    Object.entries(shown).map(([name, values]) => ({ name, values })),
    config,
  );
}

/** Splits changes into those that act while the run goes on and those that restart it. */
export function splitLive(controls: Control[], values: Config): { live: Config; stale: Config } {
  const live: Config = {};
  const stale: Config = {};
  for (const [name, value] of Object.entries(values)) {
    const control = controls.find((each) => each.name === name);
    (control?.live ? live : stale)[name] = value;
  }
  return { live, stale };
}

/** What `control` takes, as the end of a sentence. */
export function ruleOf(control: Control): string {
  switch (control.scale) {
    case 'linear':
    case 'log':
      return `must be a number from ${control.lo ?? '−∞'} to ${control.hi ?? '∞'}`;
    case 'int':
    case 'log_int':
      return `must be a whole number from ${control.lo ?? '−∞'} to ${control.hi ?? '∞'}`;
    case 'choice':
      return `must be one of ${control.options.map((option) => option.value).join(', ')}`;
    case 'switch':
      return 'must be true or false';
    case 'widths':
      return 'must be a list of whole numbers';
    case 'text':
      return 'must be a text';
    default:
      return control.scale satisfies never;
  }
}

/** Reads a text typed or linked as a value of `control`; undefined where it is none. */
export function parseValue(control: Control, text: string): ConfigValue | undefined {
  switch (control.scale) {
    case 'linear':
    case 'log':
    case 'int':
    case 'log_int':
      return parseNumber(control, text);
    case 'choice':
      return control.options.some((option) => option.value === text) ? text : undefined;
    case 'switch':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'widths':
      return parseList(control, text);
    case 'text':
      return text;
    default:
      return control.scale satisfies never;
  }
}

function parseNumber(control: Control, text: string): number | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  const value = plain === '' ? NaN : Number(plain);
  const whole = control.scale === 'int' || control.scale === 'log_int';
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) return undefined;
  const low = control.lo !== null && value < control.lo;
  const high = control.hi !== null && value > control.hi;
  return low || high ? undefined : value;
}

function parseList(control: Control, text: string): number[] | string[] | undefined {
  const items = text === '' ? [] : text.split(',');
  const numbers = items.map(Number);
  if (numbers.every((value) => Number.isInteger(value) && value >= 0)) return numbers;
  const words = Array.isArray(control.default) && typeof control.default[0] === 'string';
  return words ? items : undefined;
}

/** Whether all of these controls only say where the learner looks: nothing of the run changes. */
export function areLooks(controls: Control[], names: string[]): boolean {
  return names.every((name) => {
    const control = controls.find((each) => each.name === name);
    return control?.hidden === true && control.group === 'view';
  });
}

const SEEDS = 1_000_000;

/** A seed at random within the range of its control. */
export function anySeed(control: Control): number {
  return Math.floor(Math.random() * Math.min(SEEDS, (control.hi ?? SEEDS) + 1));
}
