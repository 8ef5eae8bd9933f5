/** The small picture that a saved run is known by: what its first large panel shows. */
import type { Colours } from '../../palette.svelte';
import { isDrawn, smallPicture } from '../../panels/picture';

const WIDTHS = [320, 240, 160];
const MOST_BYTES = 100_000;

/** As the address of a PNG, empty where nothing is drawn. `focus`: which of the runs beside
 * each other it shows. */
export function thumbnail(focus: number, colours: Colours): string {
  const slots = [...document.querySelectorAll<HTMLElement>('[data-panel]')];
  const drawn = slots.filter((slot) => isDrawn(slot));
  const slot = drawn.find((each) => each.classList.contains('hero')) ?? drawn[0];
  const bodies = slot?.querySelectorAll<HTMLElement>('.beside .body') ?? [];
  const body = bodies[focus] ?? slot?.querySelector<HTMLElement>('.body');
  if (!body) return '';
  const pictures = WIDTHS.map((width) => smallPicture(body, width, colours));
  return pictures.find((each) => bytesOf(each).length * 0.75 < MOST_BYTES) ?? '';
}

/** The bytes of the address of a PNG, still in base64. */
export function bytesOf(url: string): string {
  return url.slice(url.indexOf(',') + 1);
}
