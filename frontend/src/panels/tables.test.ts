// Colour tables say what they should to every eye, in every theme.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LEVELS } from '../tensor';
import { contrast, fromLab, parseColour, toLab, type Lab } from './colour';
import { buildTables, evenEnds, recentred, twoTone, type Ends } from './tables';

const css = readFileSync('src/style/tokens.css', 'utf8');
const THEMES = ['light', 'dark', 'contrast', 'projector'];

/** The tokens of a theme: its own block over the light one. */
function tokens(theme: string): (name: string) => string {
  const blocks = [...css.matchAll(/([^{}]+)\{([^}]*)\}/g)];
  const mine = blocks.filter(([, head]) => head!.includes(`'${theme}'`)).map(([, , body]) => body!);
  const base = blocks.filter(([, head]) => head!.includes(':root')).map(([, , body]) => body!)[0]!;
  return (name) => {
    for (const body of [...mine.reverse(), base]) {
      const found = new RegExp(`--${name}:\\s*([^;]+);`).exec(body);
      if (found) return found[1]!.trim();
    }
    throw new Error(`The theme ${theme} lacks --${name}.`);
  };
}

function endsOf(theme: string): Ends {
  const token = tokens(theme);
  const classes = Array.from({ length: 8 }, (_, i) => token(`class-${i}`));
  return {
    ...{ panel: token('panel'), ink: token('ink'), classes },
    ...{ positive: token('positive'), negative: token('negative') },
  };
}

function labOf(entry: number): Lab {
  const [r, g, b] = [entry & 255, (entry >> 8) & 255, (entry >> 16) & 255];
  return toLab([r / 255, g / 255, b / 255]);
}

const distance = (one: Lab, other: Lab) => Math.hypot(...one.map((part, i) => part - other[i]!));

/** What eyes without one kind of cone see (Machado, Oliveira and Fernandes, 2009). */
const EYES: Record<string, number[][]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seen(colour: Lab, eye: string): Lab {
  const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const gamma = (c: number) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);
  const rgb = fromLab(colour).map((c) => linear(Math.min(1, Math.max(0, c))));
  const [r, g, b] = EYES[eye]!.map((row) => row.reduce((sum, w, i) => sum + w * rgb[i]!, 0)).map(
    (c) => gamma(Math.min(1, Math.max(0, c))),
  ) as [number, number, number];
  return toLab([r, g, b]);
}

describe.each(THEMES)('the theme %s', (theme) => {
  const ends = endsOf(theme);
  const { diverging, sequential, classes } = buildTables(ends);
  const middle = LEVELS / 2;

  it('gives both signs the same lightness', () => {
    const [low, high] = [labOf(diverging[0]!), labOf(diverging[LEVELS]!)];
    expect(Math.abs(low[0] - high[0])).toBeLessThan(0.02);
    const [negative, positive] = evenEnds(ends);
    expect(negative[0]).toBeCloseTo(positive[0], 6);
  });

  it('begins at the panel and moves away from it evenly to both sides', () => {
    const ground = toLab(parseColour(ends.panel));
    expect(distance(labOf(diverging[middle]!), ground)).toBeLessThan(0.01);
    for (let i = 4; i <= middle; i += 4) {
      for (const side of [-1, 1]) {
        const here = distance(labOf(diverging[middle + side * i]!), ground);
        const before = distance(labOf(diverging[middle + side * (i - 4)]!), ground);
        expect(here).toBeGreaterThan(before);
      }
    }
  });

  it('runs the sequential table one way in lightness', () => {
    const lights = Array.from({ length: 64 }, (_, i) => labOf(sequential[4 * i]!)[0]);
    const way = Math.sign(lights[63]! - lights[0]!);
    expect(lights.every((light, i) => i === 0 || way * (light - lights[i - 1]!) > -0.004)).toBe(
      true,
    );
  });

  it.each(Object.keys(EYES))('keeps the signs apart under %s', (eye) => {
    const [low, high] = [labOf(diverging[0]!), labOf(diverging[LEVELS]!)];
    expect(distance(seen(low, eye), seen(high, eye))).toBeGreaterThan(0.17);
  });

  it.each(Object.keys(EYES))('keeps the first three classes apart under %s', (eye) => {
    const [a, b, c] = ends.classes.map((name) => seen(toLab(parseColour(name)), eye));
    for (const [one, other] of [
      [a, b],
      [a, c],
      [b, c],
    ] as [Lab, Lab][]) {
      expect(distance(one, other)).toBeGreaterThan(0.1);
    }
  });

  it('draws marks at 3:1 and text at 4.5:1', () => {
    const token = tokens(theme);
    for (const mark of [...ends.classes, ends.positive, ends.negative, token('ink-3')]) {
      expect(contrast(mark, ends.panel)).toBeGreaterThanOrEqual(3);
    }
    for (const text of ['ink', 'ink-2', 'accent', 'good', 'warn']) {
      expect(contrast(token(text), ends.panel)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(token(text), token('bg'))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('blends each class from nearly the panel to nearly itself', () => {
    const ground = toLab(parseColour(ends.panel));
    classes.forEach((table, i) => {
      const own = toLab(parseColour(ends.classes[i]!));
      expect(distance(labOf(table[0]!), ground)).toBeLessThan(0.12);
      expect(distance(labOf(table[LEVELS]!), own)).toBeLessThan(0.12);
    });
  });
});

describe('a table for a range', () => {
  const { diverging } = buildTables(endsOf('light'));

  it('puts the panel colour at the middle value', () => {
    const table = recentred(diverging, 0, 1, 0.5);
    expect(table[LEVELS / 2]).toBe(diverging[LEVELS / 2]);
    expect(table[LEVELS]).toBe(diverging[LEVELS]);
  });

  it('gives full colour only to the farther end', () => {
    const table = recentred(diverging, -1, 3, 0);
    expect(table[LEVELS]).toBe(diverging[LEVELS]);
    expect(table[0]).not.toBe(diverging[0]);
  });

  it('knows two colours when edges are hard', () => {
    const table = twoTone(diverging, 100);
    expect(new Set(table.subarray(0, LEVELS)).size).toBe(2);
    expect(table[99]).not.toBe(table[100]);
  });
});
