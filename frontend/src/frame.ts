/** Reads one binary frame: u32 header length, JSON header, arrays aligned to eight bytes. */
import type { Frame } from './protocol';
import type { Tensor } from './tensor';

export type Dtype = 'uint8' | 'int32' | 'float32';

interface Place {
  dtype: Dtype;
  shape: number[];
  offset: number;
  lo: number | null;
  hi: number | null;
}

const LENGTH_BYTES = 4;
const utf8 = new TextDecoder();

/**
 * The frame in `buffer`; its arrays are views of the buffer, nothing is copied.
 *
 * Throws a RangeError if the message is cut short, a SyntaxError if its header is not JSON.
 */
export function decodeFrame(buffer: ArrayBuffer): Frame {
  const start = LENGTH_BYTES + new DataView(buffer).getUint32(0, true);
  const text = utf8.decode(new Uint8Array(buffer, LENGTH_BYTES, start - LENGTH_BYTES));
  const { arrays, ...header } = JSON.parse(text) as Record<string, unknown> & { arrays: Place[] };
  const tensors = arrays.map((place) => tensorAt(buffer, start, place));
  return fill(header, (ref) => tensors[ref as number]!) as unknown as Frame;
}

/** `value` with every `{"$array": …}` in it replaced by what `find` makes of its content. */
export function fill(value: unknown, find: (ref: unknown) => Tensor): unknown {
  if (Array.isArray(value)) {
    // Rows of a table are many and hold no arrays: only lists of objects are walked.
    return typeof value[0] === 'object' ? value.map((item) => fill(item, find)) : value;
  }
  if (value === null || typeof value !== 'object') return value;
  if ('$array' in value) return find(value.$array);
  const filled: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) filled[key] = fill(item, find);
  return filled;
}

function tensorAt(buffer: ArrayBuffer, start: number, place: Place): Tensor {
  const { dtype, shape, lo, hi } = place;
  const data = viewOf(dtype, buffer, start + place.offset, sizeOf(shape));
  return { data, shape, lo, hi };
}

export function sizeOf(shape: number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** A typed view; platforms of today are all little-endian, as the wire is. */
export function viewOf(dtype: Dtype, buffer: ArrayBuffer, offset: number, count: number) {
  switch (dtype) {
    case 'uint8':
      return new Uint8Array(buffer, offset, count);
    case 'int32':
      return new Int32Array(buffer, offset, count);
    case 'float32':
      return new Float32Array(buffer, offset, count);
    default:
      dtype satisfies never;
      throw new RangeError(`A frame holds uint8, int32 or float32, not ${String(dtype)}.`);
  }
}
