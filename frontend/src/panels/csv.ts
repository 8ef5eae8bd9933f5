/** The numbers of a panel as CSV, for a spreadsheet or a program. */
import Papa from 'papaparse';
import type { Listing } from './listing';
import { saveAs } from './saved';

/**
 * The names of the columns and all rows as RFC 4180 has them, numbers in full. A text that a
 * spreadsheet would take for a formula gets an apostrophe in front.
 */
export function csvOf([names, rows]: Listing): string {
  return Papa.unparse({ fields: names, data: rows }, { escapeFormulae: true });
}

export function saveTable(listing: Listing, title: string): void {
  saveAs(new Blob([csvOf(listing)], { type: 'text/csv;charset=utf-8' }), title, 'csv');
}
