/** What a page asks of a control, and what the browser offers its scripts: each control is these few files alone. */

export interface Call {
  id: number;
  method: string;
  args: unknown[];
}

export interface Answer {
  id: number;
  result: unknown;
}

type Listener = (call: Call, sender: unknown, answer: (result: unknown) => void) => boolean;

/** The part of the browser's API that the controls use. */
export interface Browser {
  runtime: {
    sendMessage(call: Call): Promise<unknown>;
    onMessage: { addListener(listener: Listener): void };
  };
}

/** The event that carries the port from the page to the isolated world. */
export const PORT = 'control:port';
