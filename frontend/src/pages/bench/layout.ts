/** Where the panels of a lab stand: rows of twenty-four columns, heroes first. */
import type { Place } from '../../protocol';

type Size = Place['size'];

/** A place with the columns it takes in its row, 24 for all of them. */
export interface Slot {
  place: Place;
  columns: number;
}

const SIZES: Size[] = ['hero', 'half', 'small'];
const PER_ROW: Record<Size, number> = { hero: 2, half: 2, small: 3 };
const SHARES: number[][] = [[24], [12, 12], [8, 8, 8]];

export function slotsOf(places: Place[]): Slot[] {
  return SIZES.flatMap((size) => {
    const members = places.filter((place) => place.size === size);
    return members.map((place, i) => {
      const inRow = Math.floor(i / PER_ROW[size]) * PER_ROW[size];
      const row = Math.min(PER_ROW[size], members.length - inRow);
      return { place, columns: SHARES[row - 1]?.[i - inRow] ?? 24 };
    });
  });
}
