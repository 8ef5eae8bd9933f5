/** What a row of a table lights in other panels, and whether it is lit from there. */
import type { Highlight } from '../highlight.svelte';
import type { Table } from '../protocol';

type Row = Table['rows'][number];

/** Lights the node or the word that `row` is about; null lets go. */
export function lightRow(panel: Table, row: Row | null, highlight: Highlight): void {
  const at = row ? panel.rows.indexOf(row) : -1;
  if (panel.nodes.length > 0) highlight.node = panel.nodes[at] ?? '';
  if (panel.tokens.length > 0) highlight.token = panel.tokens[at] ?? -1;
}

export function isLit(panel: Table, row: Row, highlight: Highlight): boolean {
  if (panel.nodes.length === 0 && panel.tokens.length === 0) return false;
  const at = panel.rows.indexOf(row);
  const [node, token] = [panel.nodes[at] ?? '', panel.tokens[at] ?? -1];
  return (node !== '' && node === highlight.node) || (token >= 0 && token === highlight.token);
}
