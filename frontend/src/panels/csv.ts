/** The numbers of a panel as CSV, for a spreadsheet or a program. */
import type { Listing } from './listing';
import { saveAs } from './saved';

/**
 * The names of the columns and all rows as RFC 4180 has them, numbers in full. A text that a
 * spreadsheet would take for a formula gets an apostrophe in front.
 */
export async function csvOf([names, rows]: Listing): Promise<string> {
  // Loaded with the first table that is saved.
  const { default: Papa } = await import('papaparse');
  return Papa.unparse({ fields: names, data: rows }, { escapeFormulae: true });
}

export async function saveTable(listing: Listing, title: string): Promise<void> {
  saveAs(new Blob([await csvOf(listing)], { type: 'text/csv;charset=utf-8' }), title, 'csv');
}
