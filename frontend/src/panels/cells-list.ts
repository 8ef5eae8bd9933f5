/** A sweep as a table: one row per run. */
import type { HistoryView } from '../history';
import type { Cells } from '../protocol';
import { placeName, valuesOf } from './cells';
import type { Listing } from './listing';
import { words } from './words';

export function cellListing(panel: Cells, history: HistoryView): Listing {
  const rows = valuesOf(panel, history).map((value, cell) => {
    const said = panel.alive.data[cell] ? null : words.cells.diverged;
    return [placeName(panel, cell), Number.isFinite(value) ? value : said];
  });
  return [[words.cells.cell, words.cells.metric(panel.metric)], rows];
}
