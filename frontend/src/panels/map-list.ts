/** A map of words as a table: each with its group and place, those that are marked first. */
import type { Scatter2D } from '../protocol';
import type { Listing } from './listing';
import { words } from './words';

export function mapListing(panel: Scatter2D): Listing {
  const { x, y, label } = panel.points;
  const marked = new Set(panel.marked?.data);
  const order = [...marked, ...Array.from(panel.names.keys()).filter((row) => !marked.has(row))];
  const rows = order.map((row) => [
    panel.names[row] ?? row,
    panel.classes[label.data[row] ?? 0] ?? '',
    x.data[row] ?? null,
    y.data[row] ?? null,
  ]);
  return [[words.tokens.word, words.list.class, words.list.x, words.list.y], rows];
}
