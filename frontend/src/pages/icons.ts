/** The few signs of the interface, as strokes on a 16 x 16 grid. */
export const icons = {
  play: 'M5 3.2v9.6a.6.6 0 0 0 .92.5l7.3-4.8a.6.6 0 0 0 0-1l-7.3-4.8A.6.6 0 0 0 5 3.2z',
  pause: 'M4.5 3h2.2v10H4.5zM9.3 3h2.2v10H9.3z',
  step: 'M4 3.5v9l6.2-4.5zM12 3.5v9',
  again: 'M3.2 8a4.8 4.8 0 1 0 1.5-3.5M4.6 2v2.8h2.8',
  dice: 'M3 3h10v10H3zM5.7 5.7h.01M10.3 10.3h.01M10.3 5.7h.01M5.7 10.3h.01M8 8h.01',
  link:
    'M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.9.9' +
    'M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.5 8.8a2.6 2.6 0 0 0 3.7 3.7l.9-.9',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 1 0 0-11',
  help: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.8h.01',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4.5 6.5L8 10l3.5-3.5',
  sliders:
    'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6' +
    'M8.5 5a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0M4.5 11a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0',
  book:
    'M8 4.2C6.6 3.2 4.7 3 2.5 3.2v9c2.2-.2 4.1 0 5.5 1 ' +
    '1.4-1 3.3-1.2 5.5-1v-9C11.3 3 9.4 3.2 8 4.2zm0 0v9',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 1 0 0-8.4M10.2 10.2l3 3',
  fork: 'M4 2.5v11M4 9c5 0 8-1 8-5M10 6l2-2.2L14 6',
  grid: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z',
  ring: 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7',
  save: 'M4.5 2.5h7v11L8 10.7l-3.5 2.8z',
  pencil: 'M3 13l.7-3L10.4 3.3l2.3 2.3L6 12.3zM9 4.7L11.3 7',
  download: 'M8 2.5v7.5M4.8 7L8 10.2 11.2 7M2.5 13.5h11',
  bin: 'M3 4.5h10M6.2 4.5V2.8h3.6v1.7M4.3 4.5l.6 8.7h6.2l.6-8.7',
  away: 'M2.5 12.5c4.5 0 6-2 8.5-8M7.7 4.6L11.2 4l.9 3.4',
  cut: 'M2.5 8h3.2M10.3 8h3.2M6.8 5v6M9.2 5v6',
  check: 'M3.5 8.5l3 3 6-7',
} as const;

export type IconName = keyof typeof icons;

/** These are areas, not strokes. */
export const filled: IconName[] = ['play', 'pause'];
