/** A computation graph as rows: each quantity with its value, its gradient, and its sources. */
import type { CompGraph } from '../protocol';
import type { Listing } from './listing';
import { words } from './words';

export function compListing({ nodes, links }: CompGraph): Listing {
  const { name, value } = words.list;
  const rows = nodes.map((node) => [
    node.words || node.symbol,
    node.rule ? `${node.symbol} = ${node.rule}` : node.symbol,
    node.shape && node.value === null ? node.shape : node.value,
    node.gradient,
    links
      .filter(({ target }) => target === node.id)
      .map(({ source, local }) => (local === null ? source : `${source} ×${local.toFixed(3)}`))
      .join(', '),
  ]);
  return [[name, words.comp.rule, value, words.graph.gradient, words.comp.sources], rows];
}
