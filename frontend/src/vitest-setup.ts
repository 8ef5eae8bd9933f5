/** What happy-dom leaves out and our panels ask for. */
import { afterEach } from 'vitest';
import { cleanup } from '@testing-library/svelte';

// KaTeX sets nothing in a page that does not say it follows the standard, as ours does.
Object.defineProperty(document, 'compatMode', { configurable: true, value: 'CSS1Compat' });

afterEach(cleanup);
