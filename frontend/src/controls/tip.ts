/** A tooltip: what a thing does, shown when the pointer rests on it or the keyboard reaches it. */
import type { Attachment } from 'svelte/attachments';

const REST_MS = 350;
const MARGIN = 8;

/** `hover`: whether a resting pointer opens it, not only the keyboard. */
export function tip(text: string, hover = true): Attachment<HTMLElement> {
  return (element) => {
    if (!text) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => place(element, text);
    const rest = (event: PointerEvent) => {
      if (hover && event.pointerType === 'mouse') timer = setTimeout(show, REST_MS);
    };
    const focus = () => {
      if (element.matches(':focus-visible')) show();
    };
    const leave = () => {
      clearTimeout(timer);
      bubble?.hidePopover();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leave();
    };
    const heard: [string, EventListener][] = [
      ['pointerenter', rest as EventListener],
      ['focusin', focus],
      ['keydown', key as EventListener],
      ...['pointerleave', 'pointerdown', 'focusout'].map((name): [string, EventListener] => [
        name,
        leave,
      ]),
    ];
    for (const [name, listener] of heard) element.addEventListener(name, listener);
    return () => {
      leave();
      for (const [name, listener] of heard) element.removeEventListener(name, listener);
    };
  };
}

let bubble: HTMLElement | undefined;

function place(element: HTMLElement, text: string): void {
  bubble ??= makeBubble();
  bubble.textContent = text;
  if (!bubble.matches(':popover-open')) bubble.showPopover();
  const box = element.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = bubble;
  const below = box.bottom + MARGIN + height < window.innerHeight;
  const left = Math.min(Math.max(MARGIN, box.left), window.innerWidth - width - MARGIN);
  bubble.style.left = `${left}px`;
  bubble.style.top = `${below ? box.bottom + MARGIN / 2 : box.top - height - MARGIN / 2}px`;
}

/** Screen readers hear the description from the control itself, so the bubble is only seen. */
function makeBubble(): HTMLElement {
  const made = document.createElement('div');
  made.className = 'tip';
  made.popover = 'manual';
  made.ariaHidden = 'true';
  document.body.append(made);
  return made;
}
