// Frames are read as they were packed: every type, any alignment, little-endian.
import { describe, expect, it } from 'vitest';
import { decodeFrame } from './frame';

interface Packed {
  dtype: string;
  shape: number[];
  bytes: Uint8Array;
  lo?: number;
  hi?: number;
}

/** Packs as the server does: arrays begin at multiples of eight after the padded header. */
function pack(header: object, arrays: Packed[]): ArrayBuffer {
  let offset = 0;
  const places = arrays.map(({ dtype, shape, bytes, lo = null, hi = null }) => {
    const place = { dtype, shape, offset, lo, hi };
    offset += Math.ceil(bytes.length / 8) * 8;
    return place;
  });
  let text = JSON.stringify({ ...header, arrays: places });
  const length = new TextEncoder().encode(text).length;
  text += ' '.repeat((8 - ((length + 4) % 8)) % 8);
  const head = new TextEncoder().encode(text);
  const packed = new Uint8Array(4 + head.length + offset);
  new DataView(packed.buffer).setUint32(0, head.length, true);
  packed.set(head, 4);
  arrays.forEach(({ bytes }, i) => packed.set(bytes, 4 + head.length + places[i]!.offset));
  return packed.buffer;
}

const metrics = { names: [], steps: { $array: 0 }, values: { $array: 1 }, whole: false };
const stat = { kind: 'stat', title: 'Größe σ', numbers: [] };

describe('decodeFrame', () => {
  it('puts arrays of every type where the header points to them', () => {
    const frame = decodeFrame(
      pack({ frame: 3, metrics, panels: { field: { values: { $array: 2 } } } }, [
        { dtype: 'int32', shape: [2], bytes: Uint8Array.of(1, 0, 0, 0, 254, 255, 255, 255) },
        { dtype: 'float32', shape: [1, 1], bytes: Uint8Array.of(0, 0, 192, 63) },
        { dtype: 'uint8', shape: [1, 3], bytes: Uint8Array.of(0, 127, 255), lo: -1, hi: 1 },
      ]),
    );
    expect(frame.frame).toBe(3);
    expect([...frame.metrics.steps.data]).toEqual([1, -2]);
    expect([...frame.metrics.values.data]).toEqual([1.5]);
    const { field } = frame.panels as unknown as Record<string, { values: object }>;
    expect(field?.values).toMatchObject({ shape: [1, 3], lo: -1, hi: 1 });
  });

  it('reads words of any language, whatever length the header has', () => {
    for (const run of ['a', 'ab', 'abc', 'é', '标题', 'abcdefgh']) {
      const steps = { dtype: 'int32', shape: [1], bytes: Uint8Array.of(7, 0, 0, 0) };
      const values = { dtype: 'float32', shape: [0], bytes: new Uint8Array(0) };
      const frame = decodeFrame(pack({ run, metrics, panels: { stat } }, [steps, values]));
      expect(frame.run).toBe(run);
      expect(frame.metrics.steps.data[0]).toBe(7);
      expect(frame.panels['stat']?.title).toBe('Größe σ');
    }
  });

  it('does not copy: arrays are views of the message', () => {
    const steps = { dtype: 'int32', shape: [1], bytes: Uint8Array.of(7, 0, 0, 0) };
    const buffer = pack({ metrics: { ...metrics, values: null }, panels: {} }, [steps]);
    expect(decodeFrame(buffer).metrics.steps.data.buffer).toBe(buffer);
  });

  it('refuses a message that is cut short', () => {
    const steps = { dtype: 'int32', shape: [2], bytes: new Uint8Array(8) };
    const whole = pack({ metrics: { ...metrics, values: null }, panels: {} }, [steps]);
    expect(() => decodeFrame(whole.slice(0, whole.byteLength - 4))).toThrow(RangeError);
    expect(() => decodeFrame(new ArrayBuffer(2))).toThrow(RangeError);
  });
});
