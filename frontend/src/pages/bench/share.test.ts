/** What is given away to share a bench: a code that fits, HTML that cannot be broken out of. */
import { expect, test } from 'vitest';
import { codeOf, embeddedUrl, frameOf, isOnlyHere, wholeUrl } from './share';

test('a longer link makes a larger code, and one too long for any makes none', () => {
  const short = codeOf('http://127.0.0.1:8000/lab/mlp')!;
  const long = codeOf(`http://127.0.0.1:8000/lab/mlp#points=${'a'.repeat(900)}`)!;
  expect(short.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
  expect(long.size).toBeGreaterThan(short.size);
  expect(codeOf('a'.repeat(4000))).toBeNull();
});

test('around a code four units are left free', () => {
  const { path, size } = codeOf('http://127.0.0.1:8000/')!;
  const places = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
  expect([Math.min(...places), Math.max(...places)]).toEqual([4, size - 5]);
});

test('the frame shows the same bench without header and lesson', () => {
  expect(embeddedUrl('http://a.example/lab/mlp#p=xor')).toBe(
    'http://a.example/lab/mlp#p=xor&embed=1',
  );
  expect(embeddedUrl('http://a.example/lab/mlp')).toBe('http://a.example/lab/mlp#embed=1');
});

test.each(['#p=xor', '', '#p=xor&lr=0.1'])('what is embedded opens as a page: %s', (hash) => {
  const url = `http://a.example/lab/mlp${hash}`;
  expect(wholeUrl(embeddedUrl(url))).toBe(url);
});

test.each([
  ['http://127.0.0.1:8000/lab/mlp', true],
  ['http://localhost:8000/', true],
  ['http://192.168.1.5:8000/', false],
  ['https://school.example/', false],
])('%s is for this machine only: %s', (url, only) => {
  expect(isOnlyHere(url)).toBe(only);
});

test('nothing of a link or a title gets out of its quotes', () => {
  const frame = frameOf('http://a.example/lab/mlp#p=x&q="><script>', 'A "title" <b>');
  const box = document.createElement('div');
  box.innerHTML = frame;
  expect(box.children).toHaveLength(1);
  const inner = box.querySelector('iframe')!;
  expect(inner.getAttribute('src')).toBe('http://a.example/lab/mlp#p=x&q="><script>&embed=1');
  expect(inner.getAttribute('title')).toBe('A "title" <b>');
});
