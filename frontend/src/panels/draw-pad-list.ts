/** A drawing in words: how much of it is ink, row by row, and what it is taken for. */
import type { DrawPad, Table } from '../protocol';
import { bytesOf } from '../tensor';
import { words } from './words';

export function padListing(panel: DrawPad): [names: string[], rows: Table['rows']] {
  const names = [words.pad.guess, words.pad.probability];
  const guesses = panel.guesses.map(({ name, probability }) => [name, probability]);
  return [names, guesses.length > 0 ? guesses : inkRows(panel)];
}

/** The share of ink in each row of pixels. */
function inkRows(panel: DrawPad): Table['rows'] {
  const [rows = 0, cols = 1] = panel.pixels.shape;
  const bytes = bytesOf(panel.pixels);
  return Array.from({ length: rows }, (_, row) => {
    const line = bytes.subarray(row * cols, (row + 1) * cols);
    return [`${words.pad.row} ${row + 1}`, line.reduce((sum, ink) => sum + ink, 0) / (255 * cols)];
  });
}
