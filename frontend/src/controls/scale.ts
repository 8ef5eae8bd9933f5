/** The numbers of a slider: where a value stands on the track, and what the keys make of it. */
import { words } from '../i18n';
import type { Control } from '../protocol';

export interface Range {
  lo: number;
  hi: number;
  log: boolean;
  whole: boolean;
}

/** Steps of one arrow key along the track. */
const STEPS = 100;
const DIGITS = 2;

/** The range of a numeric control; a logarithmic one must begin above 0. */
export function rangeOf(control: Control): Range {
  const [lo, hi] = [control.lo ?? 0, control.hi ?? 1];
  const log = (control.scale === 'log' || control.scale === 'log_int') && lo > 0;
  return { lo, hi, log, whole: control.scale === 'int' || control.scale === 'log_int' };
}

/** Where `value` stands on the track, 0..1. */
export function shareOf(value: number, { lo, hi, log }: Range): number {
  const share = log ? Math.log(value / lo) / Math.log(hi / lo) : (value - lo) / (hi - lo);
  return Math.min(1, Math.max(0, share || 0));
}

/** The value at `share` of the track, rounded so that it reads well. */
export function valueAt(share: number, range: Range): number {
  const { lo, hi, log } = range;
  const part = Math.min(1, Math.max(0, share));
  // The ends are reached even where no rounded value lies on them.
  if (part === 0 || part === 1) return part === 0 ? lo : hi;
  const raw = log ? lo * (hi / lo) ** part : lo + (hi - lo) * part;
  return rounded(raw, range);
}

/** `count` steps up (or down) from `value`; always moves unless at the end, where infinity goes. */
export function stepped(value: number, count: number, range: Range): number {
  if (!Number.isFinite(count)) return count < 0 ? range.lo : range.hi;
  const near = valueAt(shareOf(value, range) + count / STEPS, range);
  const grain = grainOf(value, range);
  const moved = Math.abs(near - value) >= grain * 0.99;
  return moved ? near : rounded(value + Math.sign(count) * grain, range);
}

/** For attributes of a page, which know no powers of ten: 1e-8 as 0.00000001. */
export function decimal(value: number): string {
  const text = String(value);
  return text.includes('e-') ? value.toFixed(18).replace(/0+$/, '') : text;
}

/** `value` as a learner reads it. */

export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const short = Number(value.toPrecision(4));
  const size = Math.abs(short);
  const text = size > 0 && size < 1e-4 ? short.toExponential() : String(short);
  return text.replaceAll('-', '−');
}

/** `value` as it is read aloud: with its unit, and that the track is logarithmic. */
export function spoken(value: number, control: Control): string {
  const parts = [numberText(value), control.unit, rangeOf(control).log ? LOGARITHMIC : ''];
  return parts.filter(Boolean).join(' ');
}

const LOGARITHMIC = `(${words.controls.logarithmic})`;

function rounded(value: number, range: Range): number {
  const { lo, hi } = range;
  const grain = grainOf(value, range);
  // Multiplying by the inverse keeps 0.03 from becoming 0.030000000000000002.
  const tidy = grain < 1 ? Math.round(value / grain) / Math.round(1 / grain) : tens(value, grain);
  return Math.min(hi, Math.max(lo, tidy));
}

function tens(value: number, grain: number): number {
  return Math.round(value / grain) * grain;
}

/** The distance between values that the slider can take near `value`. */
function grainOf(value: number, { lo, hi, log, whole }: Range): number {
  const fine = log
    ? 10 ** (Math.floor(Math.log10(Math.max(Math.abs(value), lo)) + 1e-9) - DIGITS + 1)
    : 10 ** Math.floor(Math.log10((hi - lo) / STEPS) + 1e-9);
  return whole ? Math.max(1, fine) : fine;
}
