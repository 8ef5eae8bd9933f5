/** A table of confusions as it is read: cells, recalls, and the cell one walks to by keys. */
import type { Confusion, ImageGrid, Table } from '../protocol';
import { words } from './words';

export interface Place {
  row: number;
  col: number;
}

export interface Row {
  name: string;
  counts: number[];
  /** The share of this class that was found, null where there was none. */
  recall: number | null;
}

/** One row for each true class. */
export function rowsOf(panel: Confusion): Row[] {
  const size = panel.classes.length;
  return panel.classes.map((name, row) => {
    const counts = Array.from(panel.counts.data.subarray(row * size, (row + 1) * size));
    const all = counts.reduce((sum, count) => sum + count, 0);
    return { name, counts, recall: all > 0 ? counts[row]! / all : null };
  });
}

/** How full a cell is, 0..1: a mistake is measured by the largest mistake, so that it is seen. */
export function fullness(rows: Row[], { row, col }: Place): number {
  const count = rows[row]?.counts[col] ?? 0;
  const rivals = rows.flatMap(({ counts }, i) =>
    counts.filter((_, j) => (i === j) === (row === col)),
  );
  return count / Math.max(1, ...rivals);
}

/** Where a key leads from a cell, null for keys that lead nowhere. */
export function walked(key: string, { row, col }: Place, size: number): Place | null {
  const inside = (n: number) => Math.min(size - 1, Math.max(0, n));
  switch (key) {
    case 'ArrowLeft':
      return { row, col: inside(col - 1) };
    case 'ArrowRight':
      return { row, col: inside(col + 1) };
    case 'ArrowUp':
      return { row: inside(row - 1), col };
    case 'ArrowDown':
      return { row: inside(row + 1), col };
    case 'Home':
      return { row, col: 0 };
    case 'End':
      return { row, col: size - 1 };
    default:
      return null;
  }
}

/** The pictures behind the open cell, as pictures in rows; null where none is open. */
export function behind(panel: Confusion): ImageGrid | null {
  if (!panel.images || panel.row < 0) return null;
  return {
    kind: 'image_grid',
    title: words.confusion.behind(panel.classes[panel.row]!, panel.classes[panel.col]!),
    note: '',
    badge: panel.badge,
    summary: '',
    caution: '',
    images: panel.images,
    palette: panel.images.shape.length === 4 ? 'colour' : 'grey',
    captions: panel.captions,
    scales: null,
    unit_ids: null,
    ids: panel.ids,
    picks: false,
  };
}

export function confusionListing(panel: Confusion): [names: string[], rows: Table['rows']] {
  const names = [words.confusion.truth, ...panel.classes, words.confusion.recall];
  return [names, rowsOf(panel).map(({ name, counts, recall }) => [name, ...counts, recall])];
}
