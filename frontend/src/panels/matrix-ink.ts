/** The colour of a cell by its value, and of the number on it so that it can be read. */
import type { Colours } from '../palette.svelte';
import type { Matrix } from '../protocol';
import { HOLE, largest, LEVELS } from '../tensor';
import { contrast } from './colour';
import type { Tables } from './tables';

/** What full colour stands for. */
export interface Range {
  lo: number;
  hi: number;
}

export function rangeOf(panel: Matrix): Range {
  const { lo, hi, palette } = panel;
  const data = panel.values.data;
  if (palette === 'grey') {
    const [least, most] = lo !== null && hi !== null ? [lo, hi] : ends(data);
    return { lo: least, hi: most > least ? most : least + 1 };
  }
  const reach =
    lo === null && hi === null
      ? largest(data, 1e-12)
      : Math.max(Math.abs(lo ?? 0), Math.abs(hi ?? 0), 1e-12);
  return { lo: -reach, hi: reach };
}

function ends(data: ArrayLike<number>): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [0, 1];
}

/** The byte of a colour table for `value`; the hole for "no number". */
export function byteOf(value: number, { lo, hi }: Range): number {
  if (Number.isNaN(value)) return HOLE;
  const share = Math.min(1, Math.max(0, (value - lo) / (hi - lo)));
  return Math.round(share * LEVELS);
}

export function tableOf(panel: Matrix, tables: Tables): Uint32Array | null {
  if (panel.palette === 'none') return null;
  return panel.palette === 'grey' ? tables.grey : tables.diverging;
}

const cache = new WeakMap<Uint32Array, { theme: string; inks: string[] }>();

/** For each byte of `table` the text colour that stands out on it. */
export function inksOn(table: Uint32Array, colours: Colours): string[] {
  const theme = `${colours.ink} ${colours.panel}`;
  const known = cache.get(table);
  if (known?.theme === theme) return known.inks;
  const inks = Array.from(table, (entry) => {
    const ground = cssOf(entry);
    const dark = '#000000';
    const light = '#ffffff';
    if (contrast(colours.ink, ground) >= 4.5) return colours.ink;
    return contrast(dark, ground) > contrast(light, ground) ? dark : light;
  });
  cache.set(table, { theme, inks });
  return inks;
}

function cssOf(entry: number): string {
  return `rgb(${entry & 255}, ${(entry >> 8) & 255}, ${(entry >> 16) & 255})`;
}

/** As few decimals as tell all numbers of the panel, at most those it allows. */
export function digitsOf(panel: Matrix): number {
  let digits = 0;
  for (const value of panel.values.data) {
    while (digits < panel.digits && !isTold(value, digits)) digits += 1;
    if (digits >= panel.digits) break;
  }
  return digits;
}

/** Numbers of four bytes are right to some seven figures: less than that is no decimal. */
function isTold(value: number, digits: number): boolean {
  if (!Number.isFinite(value)) return true;
  const rest = Math.abs(value - Number(value.toFixed(digits)));
  return rest <= 1e-5 * Math.max(1, Math.abs(value));
}

/** A number short enough for a cell, never "−0". */
export function cellText(value: number, digits: number): string {
  if (Number.isNaN(value)) return '';
  const text = Math.abs(value) >= 1e5 ? value.toExponential(0) : value.toFixed(digits);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace('-', '−');
}

/** The same without trailing zeros, where numbers stand alone: "10", "0.04", "−2.5". */
export function shortText(value: number, digits: number): string {
  return cellText(Number(value.toFixed(digits)), digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
