/** The words of a net built of bricks, and of what it confuses. */
export const brickWords = {
  confusion: {
    axes: 'true\u00a0↓ said\u00a0→',
    truth: 'true class',
    recall: 'recall',
    cell: (truth: string, said: string, count: number) =>
      truth === said
        ? `${truth} taken for itself: ${count}`
        : `${truth} taken for ${said}: ${count}`,
    behind: (truth: string, said: string) =>
      truth === said ? `${truth}, known as such` : `${truth}, taken for ${said}`,
    none: 'No picture is behind this cell.',
  },
  bricks: {
    input: 'input',
    brick: 'brick',
    shape: 'output',
    parameters: 'parameters',
    products: 'products',
    keys: 'Drag to move. Alt and an arrow moves it too, Delete takes it away.',
    remove: 'Take away',
    earlier: 'Move it one place earlier',
    later: 'Move it one place later',
    add: (place: number) => `Put a brick before number ${place}`,
    settings: (brick: string) => `Settings of ${brick}`,
    sum: (parameters: number, products: number) =>
      `${parameters.toLocaleString('en')} parameters, ${products.toLocaleString('en')} products`,
    name: (
      { text, shape, parameters }: { text: string; shape: number[]; parameters: number },
      broken: boolean,
    ) =>
      `${text}, ${broken ? 'does not fit' : `${shape.join(' by ')} out, ${parameters} parameters`}`,
    kinds: {
      conv: 'convolution',
      pool: 'pooling',
      batchnorm: 'batch norm',
      flatten: 'flatten',
      gap: 'global average',
      gmp: 'global maximum',
      dense: 'dense',
    },
  },
};
