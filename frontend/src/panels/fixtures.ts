/** Pictures kept as files: drawn by the gallery and by the tests, as the server would send them. */
import { fill, sizeOf, viewOf, type Dtype } from '../frame';
import type { AnyPanel, Metrics } from '../protocol';
import type { Tensor } from '../tensor';
import type { Mark } from './bench-view';

/** One picture, the numbers streamed so far, and the live changes made meanwhile. */
export interface Fixture {
  name: string;
  panel: AnyPanel;
  metrics: Metrics | null;
  marks: Mark[];
}

interface Written {
  dtype: Dtype;
  shape: number[];
  lo: number | null;
  hi: number | null;
  base64: string;
}

const files = import.meta.glob<unknown>('../../../tests/panels/fixtures/*.json', {
  eager: true,
  import: 'default',
});

/** All fixtures by name, in the order of their names. */
export function fixtures(): Fixture[] {
  return Object.entries(files).map(([path, content]) => {
    const name = path.replace(/^.*\/|\.json$/g, '');
    const filled = fill(content, (written) => unpack(written as Written));
    return { name, ...(filled as Omit<Fixture, 'name'>) };
  });
}

function unpack({ dtype, shape, lo, hi, base64 }: Written): Tensor {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return { data: viewOf(dtype, bytes.buffer, 0, sizeOf(shape)), shape, lo, hi };
}
