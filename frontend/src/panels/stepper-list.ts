/** The terms and lines of a stepper as they are grouped, written, and told as a table. */
import type { Stepper, Table, Term } from '../protocol';
import { words } from './words';

/** Terms of one sheet after the other: one grid for each. */
export function sheetsOf(terms: Term[]): Term[][] {
  const sheets: Term[][] = [];
  let last: number | null = null;
  for (const term of terms) {
    if (term.sheet !== last) sheets.push([]);
    last = term.sheet;
    sheets.at(-1)!.push(term);
  }
  return sheets;
}

/** Decimals of all its numbers alike, none where all are whole. */
export function termDigits(panel: Stepper): number {
  const numbers = panel.terms.flatMap(({ left, right, product }) => [left, right, product]);
  const whole = [...numbers, panel.total].every(
    (value) => value === null || Math.abs(value - Math.round(value)) < 1e-9,
  );
  return whole ? 0 : panel.digits;
}

export function stepperListing(panel: Stepper): [names: string[], rows: Table['rows']] {
  const { term, left, right, product } = words.stepper;
  return [[term, left, right, product], rows(panel)];
}

function rows(panel: Stepper): Table['rows'] {
  const lines = panel.lines.map(({ words: said, formula, numbers }) => [
    said || words.stepper.line,
    formula,
    numbers,
    null,
  ]);
  const terms = panel.terms.map(({ label, left, right, product, lit }) => [
    lit ? `${label} (${words.stepper.largest})` : label,
    left,
    right,
    product,
  ]);
  const total = panel.total === null ? [] : [[words.stepper.total, null, null, panel.total]];
  return [[panel.heading || words.stepper.jump, null, null, null], ...lines, ...terms, ...total];
}
