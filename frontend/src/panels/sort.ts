/** Orders the rows of a table by one column: numbers before words, empty cells last. */
import type { Table } from '../protocol';

export interface Order {
  column: number;
  descending: boolean;
}

type Row = Table['rows'][number];

/** The rows in order; the last one stays last where it is a total. */
export function sortedRows(table: Table, order: Order | null): Row[] {
  if (!order) return table.rows;
  const body = table.total ? table.rows.slice(0, -1) : [...table.rows];
  const sign = order.descending ? -1 : 1;
  body.sort((one, other) => {
    const [a, b] = [one[order.column] ?? null, other[order.column] ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * compare(a, b);
  });
  return table.total ? [...body, ...table.rows.slice(-1)] : body;
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return String(a).localeCompare(String(b));
}
