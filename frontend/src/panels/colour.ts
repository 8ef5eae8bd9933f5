/** Colours as numbers: OKLab, where equal steps look equal, and the tables canvases draw with. */

export type Lab = [lightness: number, a: number, b: number];
type Rgb = [number, number, number];

/** `#rgb`, `#rrggbb` or `rgb(r, g, b)` as sRGB 0..1; grey for anything else. */
export function parseColour(text: string): Rgb {
  const value = text.trim();
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(value);
  if (short) return hex(short.slice(1).map((digit) => digit + digit));
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(value);
  if (long) return hex(long.slice(1));
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(value);
  if (parts) return [+parts[1]! / 255, +parts[2]! / 255, +parts[3]! / 255];
  return [0.5, 0.5, 0.5];
}

function hex(pairs: string[]): Rgb {
  return [0, 1, 2].map((i) => parseInt(pairs[i] ?? '80', 16) / 255) as Rgb;
}

/** sRGB 0..1 to OKLab (Björn Ottosson, 2020). */
export function toLab(rgb: Rgb): Lab {
  const [r, g, b] = rgb.map(linear) as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLab to sRGB; may leave 0..1 where the screen cannot show the colour. */
export function fromLab([L, a, b]: Lab): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The colour at `lightness` with the hue of `lab`, as colourful as the screen allows. */
export function atLightness(lab: Lab, lightness: number): Lab {
  for (let share = 1; share > 0; share -= 0.02) {
    const tried: Lab = [lightness, lab[1] * share, lab[2] * share];
    if (fromLab(tried).every((c) => c >= -0.001 && c <= 1.001)) return tried;
  }
  return [lightness, 0, 0];
}

export function mix(from: Lab, to: Lab, share: number): Lab {
  return [0, 1, 2].map((i) => from[i]! + (to[i]! - from[i]!) * share) as Lab;
}

/** The pixel as canvas ImageData holds it: bytes R, G, B, A in memory. */
export function pixel(lab: Lab): number {
  const [r, g, b] = fromLab(lab).map(byte) as Rgb;
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** The same colour for `fillStyle`. */
export function css(lab: Lab): string {
  const [r, g, b] = fromLab(lab).map(byte) as Rgb;
  return `rgb(${r} ${g} ${b})`;
}

/** The contrast ratio of WCAG 2 between two CSS colours, 1..21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(text: string): number {
  const [r, g, b] = parseColour(text).map(linear) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(c: number): number {
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function gamma(c: number): number {
  return c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055;
}

function byte(c: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, c)));
}
