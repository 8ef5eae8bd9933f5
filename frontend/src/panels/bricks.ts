/** A net as bricks: how they are named, how large they are drawn, and where one is moved to. */
import type { Bricks, Table } from '../protocol';
import { words } from './words';

export type Brick = Bricks['bricks'][number];

/** "16×16×8", or "64" for a vector; a dash where nothing comes out. */
export function shapeText(shape: number[]): string {
  return shape.length > 0 ? shape.join('×') : '–';
}

/** Height and depth of a brick in shares 0..1 of the largest there may be, on a root scale: a
 * volume shrinks in its sides and grows in its channels. */
export function blockOf(shape: number[], input: number[]): { side: number; depth: number } {
  const [height = 1, , channels = 1] = shape.length === 3 ? shape : [1, 1, shape[0] ?? 1];
  const side = Math.sqrt(height / Math.max(1, input[0] ?? 1));
  return { side: Math.min(1, side), depth: Math.min(1, Math.log2(channels + 1) / 7) };
}

/** Where Alt with an arrow takes a brick, null for other keys and where it cannot go. */
export function shifted(key: string, at: number, bricks: Brick[]): number | null {
  const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[key];
  if (step === undefined || !bricks[at]?.movable) return null;
  const to = at + step;
  return to >= 0 && bricks[to]?.movable ? to : null;
}

export function totals(bricks: Brick[]): { parameters: number; products: number } {
  return bricks.reduce(
    (sum, { parameters, products }) => ({
      parameters: sum.parameters + parameters,
      products: sum.products + products,
    }),
    { parameters: 0, products: 0 },
  );
}

export function brickListing(panel: Bricks): [names: string[], rows: Table['rows']] {
  const { brick, shape, parameters, products } = words.bricks;
  return [
    [brick, shape, parameters, products],
    panel.bricks.map((each) => [each.text, shapeText(each.shape), each.parameters, each.products]),
  ];
}
