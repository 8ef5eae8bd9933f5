/** Hands a file to the browser, which keeps it where downloads go. */

/** `title` becomes the name of the file, with the ending `kind`. */
export function saveAs(blob: Blob, title: string, kind: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}.${kind}`;
  link.click();
  // The browser has read the address by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
