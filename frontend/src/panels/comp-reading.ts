/** What is said of the node of a computation graph that the learner points at. */
import type { CompGraph, Node } from '../protocol';
import type { Passes } from './comp-graph';
import { number } from './format';

/** Its rule with its value, and the chain rule that makes its gradient, in words and $KaTeX$. */
export function readingOf(panel: CompGraph, node: Node, passes: Passes): string {
  const { symbol, rule, shape } = node;
  const made = rule ? `${symbol} = ${rule}` : symbol;
  const value = passes.values.has(node.id) && node.value !== null ? ` = ${tex(node.value)}` : '';
  const sized = shape && !value ? `\\;\\;${shape.replaceAll('×', '\\times ')}` : '';
  const words = node.words ? `${node.words}: ` : '';
  return `${words}$${made}${value}${sized}$${chainOf(panel, node, passes)}`;
}

function chainOf(panel: CompGraph, node: Node, passes: Passes): string {
  if (!passes.gradients.has(node.id) || node.gradient === null) return '';
  const last = panel.nodes.find(({ role }) => role === 'loss')?.symbol ?? 'J';
  const of = `\\frac{\\partial ${last}}{\\partial ${node.symbol}}`;
  const ways = panel.links.flatMap(({ source, target, local }) => {
    const behind = panel.nodes.find(({ id }) => id === target);
    if (source !== node.id || local === null || behind?.gradient == null) return [];
    return [`${tex(behind.gradient)} \\cdot ${local < 0 ? `(${tex(local)})` : tex(local)}`];
  });
  const product = ways.length > 0 ? `${ways.join(' + ')} = ` : '';
  return `, $\\;${of} = ${product}${tex(node.gradient)}$`;
}

function tex(value: number): string {
  return number(value, 3)
    .replace('−', '-')
    .replace(/·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power: string) => `\\cdot 10^{${plain(power)}}`);
}

function plain(raised: string): string {
  return [...raised].map((sign) => (sign === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign))).join('');
}
