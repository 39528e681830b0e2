/** The element with this id; throws when the page has none of that type. */
export function expectElement<E extends Element>(id: string, type: new () => E): E {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return element;
}

/** Shows a line of text, or hides the line when there is nothing to say. */
export function say(id: string, text = ''): void {
  const line = expectElement(id, HTMLElement);
  line.textContent = text;
  line.hidden = text === '';
}

/** An error in the words its author wrote for the person. */
export const toWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));
