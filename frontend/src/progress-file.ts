/** The learner's progress as a file: written in one form, and read back strictly. */
import { words } from './i18n';

/** When a claim held first, and with which number; null where it is not about a number. */
export interface Held {
  step: number;
  value: number | null;
}

/** `visited`: "lab/preset"; `answers`: the choice per "lab/preset", -1 for skipped. */
export interface Kept {
  visited: string[];
  answers: Record<string, number>;
  ticks: Record<string, number[]>;
  held: Record<string, Held>;
  last: { lab: string; preset: string; title: string } | null;
}

export const NOTHING: Kept = { visited: [], answers: {}, ticks: {}, held: {}, last: null };

const FORMAT = 'tinkernet-progress';
const VERSION = 1;
/** Far more than a whole course takes. */
const MOST_LETTERS = 1_000_000;
const KEY = /^[a-z0-9-]{1,80}\/[a-z0-9-]{0,80}$/;
const PARTS = ['format', 'version', 'visited', 'answers', 'ticks', 'held'];

export function write({ visited, answers, ticks, held }: Kept): string {
  const whole = { format: FORMAT, version: VERSION, visited, answers, ticks, held };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** What the file holds, or a sentence that says what is wrong with it. */
export function read(text: string): Kept | string {
  const { file } = words.progress;
  if (text.length > MOST_LETTERS) return file.long;
  const found = parsed(text);
  if (!isRecord(found)) return file.json;
  if (found['format'] !== FORMAT) return file.other;
  if (found['version'] !== VERSION) return file.version(VERSION, String(found['version']));
  const unknown = Object.keys(found).find((name) => !PARTS.includes(name));
  if (unknown) return file.part(unknown);
  const { visited, answers, ticks, held } = found;
  if (!isList(visited, (each) => typeof each === 'string' && KEY.test(each)))
    return file.wrong('visited');
  if (!isTable(answers, isCount)) return file.wrong('answers');
  if (!isTable(ticks, (each) => isList(each, isCount))) return file.wrong('ticks');
  if (!isTable(held, isHeld)) return file.wrong('held');
  return { visited, answers, ticks, held, last: null } as Kept;
}

/** Both together: nothing that was ticked is lost. */
export function joined(mine: Kept, theirs: Kept): Kept {
  const ticks = { ...mine.ticks };
  for (const [key, done] of Object.entries(theirs.ticks))
    ticks[key] = [...new Set([...(ticks[key] ?? []), ...done])];
  return {
    visited: [...new Set([...theirs.visited, ...mine.visited])],
    answers: { ...theirs.answers, ...chosen(mine.answers), ...chosen(theirs.answers) },
    ticks,
    held: { ...theirs.held, ...mine.held },
    last: mine.last,
  };
}

function chosen(answers: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(answers).filter(([, choice]) => choice >= 0));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown, fits: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}

function isTable(value: unknown, fits: (each: unknown) => boolean): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([key, each]) => KEY.test(key) && fits(each));
}

/** The number of a choice or a task; -1 a question that was skipped. */
function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= -1 && (value as number) < 100;
}

function isHeld(value: unknown): boolean {
  if (!isRecord(value) || Object.keys(value).length !== 2) return false;
  const { step, value: number } = value;
  return (
    Number.isInteger(step) && (step as number) >= 0 && (number === null || isFiniteNumber(number))
  );
}

function isFiniteNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}
