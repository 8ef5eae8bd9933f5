/** A run as one HTML file: its settings, curves, pictures and numbers, to be read anywhere. */
import { holds } from '../../config';
import type { HistoryView } from '../../history';
import { words } from '../../i18n';
import type { Config } from '../../panels/bench-view';
import { plainSymbol, setting } from '../../panels/format';
import { lineSvg } from '../../panels/line-svg';
import { listing, type Listing } from '../../panels/listing';
import { pictureOf } from '../../panels/picture';
import type { Colours } from '../../palette.svelte';
import type { AnyPanel, LabPage } from '../../protocol';

/** What is told of a run; `bodies`: the elements in which its panels are drawn. */
export interface Told {
  lab: LabPage;
  title: string;
  address: string;
  step: number;
  config: Config;
  usual: Config;
  panels: [AnyPanel, HTMLElement | null][];
  history: HistoryView;
  colours: Colours;
}

/** More rows than this nobody reads in a report. */
const MOST_ROWS = 60;
/** Nothing of it may load or run anything, whatever stands in it. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
const STYLE = `
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif;
    color: #1c2127; background: #fffffe; }
  h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
  p { color: #5b6470; } a { color: #3451c7; overflow-wrap: anywhere; }
  img, svg { max-width: 100%; height: auto; border: 1px solid #e4e2db; border-radius: 8px; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
  th, td { padding: 0.25rem 0.8rem 0.25rem 0; border-bottom: 1px solid #e4e2db; text-align: start;
    overflow-wrap: anywhere; }
  .changed { font-weight: 600; }
`;

/** Built of elements, never of text, so that what a learner typed stays a text. */
export function reportOf(told: Told): string {
  const page = document.implementation.createHTMLDocument(told.title);
  page.documentElement.lang = 'en';
  const { file } = words.files;
  page.head.prepend(
    made('meta', '', { charset: 'utf-8' }),
    made('meta', '', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    made('meta', '', { name: 'viewport', content: 'width=device-width' }),
  );
  page.body.append(
    made('h1', told.title),
    made('p', file.line(told.lab.title, told.step, new Date().toLocaleString())),
    link(told.address),
    made('h2', file.controls),
    controls(told),
  );
  for (const [panel, body] of told.panels) {
    page.body.append(made('h2', panel.title));
    if (panel.summary) page.body.append(made('p', panel.summary));
    page.body.append(drawn(panel, body, told));
  }
  // Our own page may hold no styles of its own, and neither may what it builds.
  const text = page.documentElement.outerHTML.replace('</head>', `<style>${STYLE}</style></head>`);
  return `<!doctype html>\n${text}\n`;
}

function drawn(panel: AnyPanel, body: HTMLElement | null, told: Told): Element {
  if (panel.kind === 'line') return lineSvg(panel, told.history, told.colours);
  const picture = body?.querySelector('canvas') ? pictureOf(body, panel.title, told.colours) : null;
  if (!picture) return table(listing(panel, told.history));
  return made('img', '', { src: picture.toDataURL('image/png'), alt: panel.summary });
}

function controls({ lab, config, usual }: Told): Element {
  const rows = lab.controls.filter(({ hidden, shown }) => !hidden && holds(shown, config));
  const body = made('table', '');
  for (const { name, label, symbol, unit } of rows) {
    const value = config[name];
    if (value === undefined) continue;
    const changed = JSON.stringify(value) !== JSON.stringify(usual[name]);
    const row = made('tr', '', changed ? { class: 'changed' } : {});
    const told = `${setting(value)}${unit ? ` ${unit}` : ''}`;
    row.append(made('th', `${label} ${plain(symbol)}`.trim(), { scope: 'row' }), made('td', told));
    body.append(row);
  }
  return body;
}

function table([names, rows]: Listing): Element {
  const body = made('table', '');
  const head = made('tr', '');
  head.append(...names.map((name) => made('th', name, { scope: 'col' })));
  body.append(head);
  for (const cells of rows.slice(0, MOST_ROWS)) {
    const row = made('tr', '');
    row.append(
      ...cells.map((cell) => made('td', typeof cell === 'number' ? short(cell) : (cell ?? '–'))),
    );
    body.append(row);
  }
  return body;
}

function link(address: string): Element {
  const line = made('p', '');
  line.append(made('a', address, { href: address, rel: 'noreferrer' }));
  return line;
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}

/** A symbol without the signs that only a typesetter reads. */
function plain(symbol: string): string {
  return /[\\^{}$]/.test(symbol) ? '' : plainSymbol(symbol);
}

function made(name: string, text: string, attributes: Record<string, string> = {}): Element {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
