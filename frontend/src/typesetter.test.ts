/** Formulas are set as soon as KaTeX can be had, also where the first try fails. */
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock('katex');
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
