/** What is written into the address can be read again. */
import { expect, test } from 'vitest';
import { besideOf, formatHash, parseHash, type Place } from './hash';
import { aLab } from './test-lab';

const lab = aLab();
const nothing: Place = {
  preset: null,
  config: {},
  speed: undefined,
  hide: [],
  theme: null,
  forks: [],
};

test('what is written can be read again', () => {
  const place: Place = {
    preset: 'moons',
    config: { lr: 0.02, width: 8, widths: [4, 3] },
    speed: null,
    hide: ['lam'],
    theme: 'dark',
    forks: [],
  };
  expect(parseHash(formatHash(place, lab), lab)).toEqual({ place, complaints: [] });
});

test('only what differs from the preset is written', () => {
  const config = { lr: 0.1, width: 4, lam: 0.05 };
  expect(formatHash({ ...nothing, preset: 'first', config }, lab)).toBe('#p=first&lam=0.05');
  expect(formatHash(nothing, lab)).toBe('');
});

test.each([
  ['#lr=abc', 'Learning rate must be a number from 0.0001 to 3; “abc” came.'],
  ['#lr=1e999', 'Learning rate must be a number from 0.0001 to 3; “1e999” came.'],
  ['#lr=NaN', 'Learning rate must be a number from 0.0001 to 3; “NaN” came.'],
  ['#width=2.5', 'width must be a whole number from 1 to 64; “2.5” came.'],
  ['#task=cube', 'task must be one of xor, moons; “cube” came.'],
  ['#colour=red', 'This lab has no control called “colour”; the link’s was left out.'],
  ['#p=nope', 'This lab has no preset called “nope”.'],
  ['#speed=-3', 'The speed must be a number of steps per second or “max”; “-3” came.'],
  ['#theme=neon', 'There is no theme called “neon”.'],
])('%s is left out and complained about', (hash, sentence) => {
  const { place, complaints } = parseHash(hash, lab);
  expect(place).toEqual(nothing);
  expect(complaints).toEqual([sentence]);
});

test('a broken hash never throws, whatever it holds', () => {
  for (const hash of ['#', '#&&&', '#=', '#%', '#%E0%A4%A', '#p', `#${'x'.repeat(9999)}`]) {
    expect(() => parseHash(hash, lab)).not.toThrow();
  }
});

test('the good fields of a partly broken hash are kept', () => {
  const { place, complaints } = parseHash('#p=moons&lr=9&lam=0.01', lab);
  expect(place.preset).toBe('moons');
  expect(place.config).toEqual({ lam: 0.01 });
  expect(complaints).toHaveLength(1);
});

test('keeps the runs that stand beside, and leaves out what cannot be read', () => {
  const place = { ...nothing, forks: [{ step: 120, config: { lr: 0.3, width: 8 } }] };
  const hash = formatHash(place, aLab());
  expect(parseHash(hash, aLab()).place.forks).toEqual(place.forks);
  const { place: read, complaints } = parseHash('#vs=x~lr~1&vs=5~colour~red', aLab());
  expect(read.forks).toEqual([]);
  expect(complaints).toHaveLength(2);
});

const twinned = aLab();
twinned.presets[1] = { ...twinned.presets[1]!, twin: { width: 1 } };
const twin = [{ step: 0, config: { width: 1 } }];

test('a preset with a twin opens both, unless the link says otherwise', () => {
  const beside = (hash: string) => besideOf(parseHash(hash, twinned).place, twinned);
  expect(beside('#p=moons')).toEqual(twin);
  expect(beside('#p=first')).toEqual([]);
  expect(beside('#p=moons&vs=none')).toEqual([]);
  expect(beside('#p=moons&lr=0.5')).toEqual([]);
  expect(beside('#p=moons&vs=5~lr~0.5')).toEqual([{ step: 5, config: { lr: 0.5 } }]);
});

test('the twin of a preset needs no words in the link, its absence does', () => {
  const place = { ...nothing, preset: 'moons' };
  expect(formatHash({ ...place, forks: twin }, twinned)).toBe('#p=moons');
  expect(formatHash(place, twinned)).toBe('#p=moons&vs=none');
  expect(formatHash({ ...place, config: { lr: 0.5 }, forks: twin }, twinned)).toBe(
    '#p=moons&lr=0.5&vs=0~width~1',
  );
  expect(formatHash({ ...place, config: { lr: 0.5 } }, twinned)).toBe('#p=moons&lr=0.5');
});
