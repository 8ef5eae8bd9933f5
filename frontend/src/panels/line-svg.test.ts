// A chart as an SVG: every curve with its gaps, and texts that stay texts.
import { describe, expect, it } from 'vitest';
import { History } from '../history';
import type { Line, Series } from '../protocol';
import { fixtures } from './fixtures';
import { lineSvg } from './line-svg';
import { StillBench } from './still-bench.svelte';

const { colours } = new StillBench(null).palette;

function curve(name: string, y: number[]): Series {
  const tensor = (data: number[]) => ({
    ...{ data: Float32Array.from(data), shape: [data.length], lo: null, hi: null },
  });
  const x = tensor(y.map((_, i) => i));
  return { name, metric: '', x, y: tensor(y), role: 'train', dashed: false, colour: -1 };
}

function drawn(more: Partial<Line>): SVGSVGElement {
  const { panel } = fixtures().find(({ name }) => name === 'line_arrays')!;
  return lineSvg({ ...(panel as Line), ...more }, new History(), colours);
}

describe('a chart as an SVG', () => {
  it('has one path per curve, lifted where a number is missing', () => {
    const svg = drawn({ series: [curve('a', [1, 2, NaN, 4, 5]), curve('b', [3, 3])] });
    const paths = [...svg.querySelectorAll('path')].map((path) => path.getAttribute('d') ?? '');
    expect(paths.map((d) => d.split('M').length - 1)).toEqual([2, 1]);
    expect(paths.join('')).not.toMatch(/NaN|Infinity/);
  });

  it('stands even where there is no number at all', () => {
    expect(drawn({ series: [curve('a', [])] }).outerHTML).not.toMatch(/NaN|Infinity/);
  });

  it('puts a higher number higher, also on a logarithmic axis', () => {
    const [low, high] = [1, 1000].map((value) => {
      const svg = drawn({ series: [curve('a', [value, 1, 1000])], log_y: true });
      return Number(/^M\S+ ([\d.]+)/.exec(svg.querySelector('path')!.getAttribute('d')!)![1]);
    });
    expect(high!).toBeLessThan(low!);
  });

  it('keeps hostile names as texts', () => {
    const name = '</text><script>alert(1)</script>';
    const svg = drawn({ title: name, series: [curve(name, [1, 2])] });
    expect(svg.querySelector('script')).toBeNull();
    expect(new XMLSerializer().serializeToString(svg)).not.toContain('<script');
  });
});
