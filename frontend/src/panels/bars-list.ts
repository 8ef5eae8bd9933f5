/** Bars as rows: every label with the value of each group. */
import type { Bars } from '../protocol';
import type { Listing } from './listing';
import { words } from './words';

export function barListing({ x_label, labels, groups }: Bars): Listing {
  const rows = labels.map((label, i) => [
    label,
    ...groups.map(({ values }) => {
      const value = values.data[i];
      return value === undefined || !Number.isFinite(value) ? null : value;
    }),
  ]);
  return [[x_label || words.list.name, ...groups.map(({ name }) => name)], rows];
}
