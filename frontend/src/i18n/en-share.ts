/** English: the words of sharing a bench. */
export const share = {
  title: 'Share this bench',
  help: 'A link, a code for cameras, HTML for another page, and files to take home',
  close: 'Close',
  link: 'Link',
  linkHelp: 'It holds the settings, the seed, the speed, and which controls are hidden.',
  copy: 'Copy',
  copyOf: (label: string) => `Copy: ${label}`,
  copied: 'Copied.',
  copyFailed: 'The browser forbids it here: copy the selected text by hand.',
  code: 'The link as a QR code',
  codeHelp: 'Point a camera at the code, and the same bench opens there.',
  here:
    'This address leads to this machine only. For others, start Tinkernet on the host ' +
    '0.0.0.0 and open the address it prints for the network.',
  larger: 'Show it large',
  smaller: 'Smaller',
  tooLong: 'This link is too long for a QR code: share it as text.',
  embed: 'HTML for another page',
  embedHelp:
    'Shows the bench without header and lesson, in pages that were allowed when this server ' +
    'was started: --allowed-parent https://school.example',
  whole: 'Open in Tinkernet',
};
