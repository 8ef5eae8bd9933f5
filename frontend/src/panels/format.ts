/** Numbers as a learner reads them: a true minus, few digits, no shivering widths. */
import type { ConfigValue } from './bench-view';

const MINUS = '−';
/** Painted points travel as one long text: a mark has no room for it. */
const MOST_LETTERS = 18;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `value` with `digits` decimals; a dash for "no number"; powers of ten where it is extreme. */
export function number(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 0.5 * 10 ** -digits && digits > 0))
    return power(value, false);
  return value.toFixed(digits).replace('-', MINUS);
}

/** The same with an explicit sign, for weights and differences. */
export function signed(value: number, digits = 3): string {
  const text = number(value, digits);
  return value > 0 ? `+${text}` : text;
}

/** A tick of an axis whose ticks are `step` apart. */
export function tick(value: number, step: number): string {
  const size = Math.abs(value);
  if (size >= 1e5) return size % 1000 === 0 && size < 1e9 ? thousands(value) : power(value);
  if (size > 0 && size < 1e-4) return power(value);
  const digits = [0, 1, 2, 3, 4, 5].find((d) => isWhole(step * 10 ** d)) ?? 6;
  return (Math.abs(value) < step / 1e6 ? 0 : value).toFixed(digits).replace('-', MINUS);
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

/** A decade of a log axis: 0.01, 0.1, 1, 10, then powers. */
export function decade(value: number): string {
  return value >= 1e-3 && value < 1e5 ? String(Number(value.toPrecision(1))) : power(value);
}

/** A config value as words, for marks. */
export function setting(value: ConfigValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return String(Number(value.toPrecision(4))).replace('-', MINUS);
  const text = Array.isArray(value) ? value.join('·') : value;
  return text.length > MOST_LETTERS ? '…' : text;
}

/** Digits as subscript characters, for canvas labels: 12 → ₁₂. */
export function subscript(index: number): string {
  return String(index).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
}

function thousands(value: number): string {
  return `${(value / 1000).toFixed(0).replace('-', MINUS)}k`;
}

/** A number that changes keeps its zero, so that its width does not shiver. */
function power(value: number, short = true): string {
  const [mantissa, exponent] = value.toExponential(1).split('e') as [string, string];
  const raised = exponent
    .replace('+', '')
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `${(short ? mantissa.replace('.0', '') : mantissa).replace('-', MINUS)}·10${raised}`;
}

const LOW: Record<string, string> = { h: 'ₕ', 1: '₁', 2: '₂' };

/** A symbol as plain text, its index low where there is such a sign: n_h is nₕ, n_C is nC. */
export function plainSymbol(symbol: string): string {
  return symbol.replace(/_(.)/g, (_, index: string) => LOW[index] ?? index);
}
