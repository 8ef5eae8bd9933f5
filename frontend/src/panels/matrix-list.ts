/** A matrix in words: the name of a cell, and its numbers as a table. */
import type { Matrix, Table } from '../protocol';
import { shapeOf, type At } from './matrix-layout';
import { words } from './words';

/** "R, row 2, column 3"; rows and columns by their own names where they have some. */
export function cellName(panel: Matrix, { sheet, row, col }: At): string {
  const parts = [
    panel.sheets[sheet] ?? '',
    panel.rows[row] ?? words.matrix.row(row + 1),
    panel.cols[col] ?? words.matrix.col(col + 1),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

export function matrixListing(panel: Matrix): [names: string[], rows: Table['rows']] {
  return [columns(panel), rows(panel)];
}

function columns(panel: Matrix): string[] {
  const { sheets, cols } = shapeOf(panel);
  const names = Array.from({ length: cols }, (_, j) => panel.cols[j] ?? String(j + 1));
  return [...(sheets > 1 ? [words.matrix.sheet] : []), words.matrix.rows, ...names];
}

function rows(panel: Matrix): Table['rows'] {
  const { sheets, rows: high, cols } = shapeOf(panel);
  const { data } = panel.values;
  return Array.from({ length: sheets * high }, (_, i) => {
    const numbers = Array.from(data.subarray(i * cols, (i + 1) * cols), (value) =>
      Number.isNaN(value) ? null : value,
    );
    const named = panel.rows[i % high] ?? String((i % high) + 1);
    const sheet = Math.floor(i / high);
    return [...(sheets > 1 ? [panel.sheets[sheet] ?? sheet + 1] : []), named, ...numbers];
  });
}
