/** Hands a file to the browser, which keeps it where downloads go. */

/** `title` becomes the name of the file, with the ending `kind`. */
export function saveAs(blob: Blob, title: string, kind: string): void {
  saveBlob(blob, `${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}.${kind}`);
}

/** A file that has its name already. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has read the address by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
