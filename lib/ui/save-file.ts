/** Hands a text to the person as a file, by the browser's own download. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // not at once: Firefox reads the blob only after the click has been dealt with
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
