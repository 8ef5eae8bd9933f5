/** What the dialog of sharing gives away: the link, its picture as a code, its frame as HTML. */
import { encode } from 'uqr';

const FRAME_HEIGHT = 640;

/** A code of squares: `path` draws the dark ones, `size` is its side with the margin. */
export interface Code {
  size: number;
  path: string;
}

/** Readers want four units of light around a code. */
const MARGIN = 4;

/** The code of `text`; null where it is too long for any. */
export function codeOf(text: string): Code | null {
  try {
    const { data, size } = encode(text, { ecc: 'L', border: MARGIN });
    return {
      size,
      path: data.flatMap((row, y) => row.map((dark, x) => square(dark, x, y))).join(''),
    };
  } catch (error) {
    // The library has no kind of error of its own for this.
    if (error instanceof Error) return null;
    throw error;
  }
}

function square(dark: boolean, x: number, y: number): string {
  return dark ? `M${x} ${y}h1v1h-1z` : '';
}

/** Whether an address means the machine it is opened on, so that a camera would find nothing. */
export function isOnlyHere(url: string): boolean {
  return /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);
}

/** The same bench without header and lesson, as it stands in the page of somebody else. */
export function embeddedUrl(url: string): string {
  const hash = new URL(url).hash;
  return hash ? `${url}&embed=1` : `${url}#embed=1`;
}

/** What is embedded at `url`, as a page of its own. */
export function wholeUrl(url: string): string {
  return url.replace(/([#&])embed=1&?/, '$1').replace(/[#&]$/, '');
}

/** The HTML that puts the bench at `url` into another page. */
export function frameOf(url: string, title: string): string {
  const source = escaped(embeddedUrl(url));
  return (
    `<iframe src="${source}" title="${escaped(title)}" width="100%" height="${FRAME_HEIGHT}"` +
    ' style="border: 0" loading="lazy" allow="fullscreen"></iframe>'
  );
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A clipboard exists only on secure pages, and the browser may forbid it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false;
    throw error;
  }
}
