/** Formulas are set as soon as KaTeX can be had, also where the first try fails. */
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock('katex');
  vi.resetModules();
});

test('a server out of reach is asked again, and nothing is thrown', async () => {
  vi.useFakeTimers();
  let tries = 0;
  vi.doMock('katex', () => {
    tries += 1;
    if (tries === 1) throw new Error('Failed to fetch dynamically imported module');
    return { default: { render: () => {} } };
  });
  const { typesetter } = await import('./typesetter');
  const coming = typesetter();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await coming).toHaveProperty('render');
  expect(tries).toBe(2);
});

test('what is no TeX stands as it was written, without a style of its own', async () => {
  const { typeset, typesetter } = await import('./typesetter');
  const place = document.createElement('span');
  typeset(await typesetter(), '10^{5}^2', place);
  expect(place.innerHTML).toBe('10^{5}^2');
});
