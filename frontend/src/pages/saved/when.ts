/** When something was saved: roughly for reading, exactly for whoever asks. */

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** "3 minutes ago", in the language of the page; a clock that is behind says "now". */
export function ago(then: Date, now: Date, language: string): string {
  const secs = Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));
  const [unit, size] = UNITS.find(([, each]) => secs >= each) ?? ['second', 1];
  const count = Math.floor(secs / size);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return unit === 'second' ? format.format(0, 'second') : format.format(-count, unit);
}

export function exactly(then: Date, language: string): string {
  return then.toLocaleString(language, { dateStyle: 'full', timeStyle: 'medium' });
}
