// What a panel shows can be kept as CSV: every row, and nothing that a spreadsheet would run.
import { expect, it } from 'vitest';
import { History } from '../history';
import type { NetworkGraph } from '../protocol';
import { csvOf } from './csv';
import { fixtures } from './fixtures';
import { listing, listPanel } from './listing';

it('keeps commas, quotes and lines of a text together', () => {
  const csv = csvOf([['a', 'b'], [['one, "two"', 'three\nfour']]]);
  expect(csv).toBe('a,b\r\n"one, ""two""","three\nfour"');
});

it('lets no text be a formula, and leaves numbers as they are', () => {
  const csv = csvOf([['=x()'], [['=cmd()'], ['@sum'], ['+1'], [-1.5], [null]]]);
  expect(csv.split('\r\n')).toEqual(['"\'=x()"', '"\'=cmd()"', '"\'@sum"', '"\'+1"', '-1.5', '']);
});

it('has every row, also where the table on screen ends', () => {
  const kept = fixtures().find(({ name }) => name === 'network_graph')!.panel as NetworkGraph;
  const count = 2000;
  const weights = { ...kept.weights, data: new Float32Array(count), shape: [count] };
  const panel = { ...kept, weights };
  const [, rows] = listing(panel, new History());
  expect(rows.length).toBe(count + kept.biases.data.length);
  expect(listPanel(panel, new History()).rows.length).toBe(201);
});

it('gives a table for every kind of panel', () => {
  for (const { name, panel } of fixtures()) {
    const [names, rows] = listing(panel, new History());
    const lines = csvOf([names, rows]).split('\r\n');
    expect(lines.length, name).toBeGreaterThanOrEqual(1 + rows.length);
    for (const row of rows) expect(row.length, name).toBe(names.length);
  }
});
