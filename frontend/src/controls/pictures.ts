/** The shape of each data set in the plane, by formula: the small pictures of the data choice. */

/**
 * `field`: -1..1 over the plane. `regions`: a class number. `curve`: y of x. `dots`: x, y and
 * class of some examples. All in -1..1; null where no formula is known: dots at random.
 */
export type Shape =
  | { kind: 'field'; at: (x: number, y: number) => number }
  | { kind: 'regions'; at: (x: number, y: number) => number }
  | { kind: 'curve'; at: (x: number) => number }
  | { kind: 'dots'; points: [x: number, y: number, group: number][] };

const SECTORS = 3;

const SHAPES: Record<string, Shape> = {
  xor: { kind: 'field', at: (x, y) => Math.tanh(9 * x * y) },
  circles: { kind: 'field', at: (x, y) => Math.tanh(5 * (0.34 - x * x - y * y)) },
  moons: { kind: 'field', at: (x, y) => Math.tanh(4 * (y - 0.45 * Math.sin(3.3 * x))) },
  spiral: { kind: 'field', at: spiral },
  line: { kind: 'field', at: (x, y) => Math.tanh(4 * (x + y)) },
  blobs: { kind: 'dots', points: clouds('blobs', 5) },
  sectors: { kind: 'regions', at: sector },
  wine: { kind: 'dots', points: clouds('wine', 3) },
  penguins: { kind: 'dots', points: clouds('penguins', 3) },
  sine: { kind: 'curve', at: (x) => 0.6 * Math.sin(4 * x) },
  step: { kind: 'curve', at: (x) => 0.6 * Math.sign(x) },
  drawn: { kind: 'curve', at: (x) => 0.5 * Math.sin(3 * x + 0.6) + 0.25 * Math.sin(7 * x) },
  plane: { kind: 'field', at: (x, y) => 0.65 * x + 0.45 * y },
  hills: { kind: 'field', at: (x, y) => Math.sin(3.2 * x) * Math.cos(2.6 * y) },
  brushed: {
    kind: 'dots',
    points: [
      ...[-0.6, -0.45, -0.3].map((x, i): [number, number, number] => [x, 0.2 + 0.2 * i, 1]),
      ...[0.25, 0.45, 0.6].map((x, i): [number, number, number] => [x, -0.5 + 0.22 * i, 0]),
    ],
  },
};

export function shapeOf(name: string): Shape {
  return SHAPES[name] ?? { kind: 'dots', points: clouds(name, 3) };
}

function spiral(x: number, y: number): number {
  const radius = Math.hypot(x, y);
  return Math.tanh(3 * Math.sin(Math.atan2(y, x) - 6.4 * radius)) * Math.min(1, 5 * radius);
}

function sector(x: number, y: number): number {
  const turn = Math.atan2(y, x) / (2 * Math.PI) + 0.75;
  return Math.floor((turn % 1) * SECTORS);
}

/** Clouds of examples, different for each name but always the same. */
function clouds(name: string, groups: number): [number, number, number][] {
  let seed = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2147483647, 7);
  const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const near = () => (chance() + chance() + chance()) / 3 - 0.5;
  return Array.from({ length: 11 * groups }, (_, i) => {
    const turn = 2 * Math.PI * ((i % groups) / groups) + 0.6 + name.length;
    const [x, y] = [0.55 * Math.cos(turn), 0.55 * Math.sin(turn)];
    return [x + 0.7 * near(), y + 0.7 * near(), i % groups];
  });
}
