/** The whole state of a bench as the hash of its address, and back. */
import { differing, parseValue, presetOf, ruleOf, wholeConfig } from './config';
import { isLanguage, type Language } from './i18n';
import type { Config, ConfigValue } from './panels/bench-view';
import type { LabPage } from './protocol';
import { isTheme, type ThemeName } from './theme.svelte';

/**
 * `preset`: null where the address names none. `config`: what differs from it. `speed`: steps a
 * second, null for as fast as it goes, undefined for the lab's own.
 */
export interface Place {
  preset: string | null;
  config: Config;
  speed: number | null | undefined;
  hide: string[];
  theme: ThemeName | null;
  /** The runs beside it: from which step on what is different. */
  forks: Fork[];
  /** The language of the page; null for that of the browser. */
  language?: Language | null;
  /** In the page of somebody else, without header and lesson. */
  embed?: boolean;
  /** Not even the twin of its preset stands beside it. */
  alone?: boolean;
}

/** How a page is dressed by its address. */
export type Dress = Pick<Place, 'hide' | 'theme' | 'language' | 'embed'>;

export interface Fork {
  step: number;
  config: Config;
}

/** What was understood, and one sentence for each thing that was not. */
export interface Reading {
  place: Place;
  complaints: string[];
}

const MAX_SPEED = 'max';
const LONGEST_COMPLAINT = 40;
const ALONE = 'none';

/** The runs beside a place: those it names, or else the twin of a preset that is as it was set. */
export function besideOf(place: Place, lab: LabPage): Fork[] {
  const twin = presetOf(lab, place.preset ?? '')?.twin ?? {};
  const isOwn = place.alone || Object.keys(place.config).length > 0;
  if (place.forks.length > 0 || isOwn || Object.keys(twin).length === 0) return place.forks;
  return [{ step: 0, config: twin }];
}

/** Never throws: what cannot be read is left out and complained about. */
export function parseHash(hash: string, lab: LabPage): Reading {
  const place: Place = {
    preset: null,
    config: {},
    speed: undefined,
    hide: [],
    theme: null,
    forks: [],
  };
  const complaints: string[] = [];
  for (const [key, text] of new URLSearchParams(hash.replace(/^#/, ''))) {
    const complaint = readField(place, lab, key, text);
    if (complaint) complaints.push(complaint);
  }
  return { place, complaints };
}

/** Only what differs from the preset is written; the address starts with the preset's name. */
export function formatHash(place: Place, lab: LabPage): string {
  const base = wholeConfig(lab, place.preset ?? '');
  const parts: string[] = [];
  if (place.preset) parts.push(field('p', place.preset));
  for (const [name, value] of Object.entries(differing(place.config, base))) {
    parts.push(field(name, valueText(value)));
  }
  if (place.speed === null) parts.push(field('speed', MAX_SPEED));
  else if (place.speed !== undefined) parts.push(field('speed', String(place.speed)));
  if (place.hide.length > 0) parts.push(field('hide', place.hide.join(',')));
  if (place.theme) parts.push(field('theme', place.theme));
  if (place.language) parts.push(field('lang', place.language));
  parts.push(...besideParts(place, lab));
  if (place.embed) parts.push(field('embed', '1'));
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}

/** Nothing is written where the preset and its twin are as they were set. */
function besideParts(place: Place, lab: LabPage): string[] {
  const config = differing(place.config, wholeConfig(lab, place.preset ?? ''));
  const texts = place.forks.map(forkText);
  const implied = besideOf({ ...place, config, alone: false, forks: [] }, lab).map(forkText);
  if (texts.join() === implied.join()) return [];
  return texts.length > 0 ? texts.map((text) => field('vs', text)) : [field('vs', ALONE)];
}

/** Takes one field into `place`; returns a sentence if it cannot. */
function readField(place: Place, lab: LabPage, key: string, text: string): string {
  switch (key) {
    case 'p':
      if (!presetOf(lab, text)) return `This lab has no preset called ${shorten(text)}.`;
      place.preset = text;
      return '';
    case 'speed':
      return readSpeed(place, text);
    case 'hide':
      place.hide = text.split(',').filter((name) => lab.controls.some((c) => c.name === name));
      return '';
    case 'theme':
      if (!isTheme(text)) return `There is no theme called ${shorten(text)}.`;
      place.theme = text;
      return '';
    case 'lang':
      if (!isLanguage(text)) return `This page does not speak ${shorten(text)}.`;
      place.language = text;
      return '';
    case 'embed':
      if (text !== '1') return `What is embedded says embed=1; ${shorten(text)} came.`;
      place.embed = true;
      return '';
    case 'vs':
      return readFork(place, lab, text);
    default:
      return readControl(place, lab, key, text);
  }
}

function readSpeed(place: Place, text: string): string {
  const speed = text === MAX_SPEED ? null : Number(text);
  if (speed !== null && !(speed > 0 && speed <= 1e6)) {
    return `The speed must be a number of steps per second or “max”; ${shorten(text)} came.`;
  }
  place.speed = speed;
  return '';
}

function readControl(place: Place, lab: LabPage, key: string, text: string): string {
  const control = lab.controls.find((each) => each.name === key);
  if (!control) return `This lab has no control called ${shorten(key)}; the link’s was left out.`;
  const value = parseValue(control, text);
  if (value === undefined) return `${control.label} ${ruleOf(control)}; ${shorten(text)} came.`;
  place.config[key] = value;
  return '';
}

/** "120~lr~0.3": from step 120 on another learning rate. */
function forkText({ step, config }: Fork): string {
  const pairs = Object.entries(config).map(([name, value]) => `${name}~${valueText(value)}`);
  return [step, ...pairs].join('~');
}

function readFork(place: Place, lab: LabPage, text: string): string {
  if (text === ALONE) {
    place.alone = true;
    return '';
  }
  const [step = '', ...parts] = text.split('~');
  const fork: Fork = { step: Number(step), config: {} };
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const control = lab.controls.find((each) => each.name === parts[i]);
    const value = control && parseValue(control, parts[i + 1]!);
    if (value !== undefined) fork.config[parts[i]!] = value;
  }
  const isWhole = Number.isInteger(fork.step) && fork.step >= 0;
  const isLost = parts.length > 0 && Object.keys(fork.config).length === 0;
  if (!isWhole || isLost) {
    return `The run beside it cannot be read from ${shorten(text)}; it was left out.`;
  }
  place.forks.push(fork);
  return '';
}

function field(key: string, text: string): string {
  // Commas read better in a link than their escapes, and are allowed there.
  return `${encodeURIComponent(key)}=${encodeURIComponent(text).replaceAll('%2C', ',')}`;
}

function valueText(value: ConfigValue): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

function shorten(text: string): string {
  return text.length > LONGEST_COMPLAINT ? `“${text.slice(0, LONGEST_COMPLAINT)}…”` : `“${text}”`;
}
