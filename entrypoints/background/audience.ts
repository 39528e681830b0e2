/** The open pages of Facet that hear of something, each over a connection of its own. */

/** An open page of Facet. */
export interface Listener<News> {
  postMessage(news: News): void;
}

/** Whom `tell` reaches; `toFirst`: what a page hears as soon as it joins. */
export function createAudience<News>(toFirst?: () => News) {
  const listeners = new Set<Listener<News>>();

  /** A page that was closed while the worker woke is found out here, and must not keep the others from hearing. */
  function say(listener: Listener<News>, news: News): void {
    try {
      listener.postMessage(news);
    } catch {
      listeners.delete(listener);
    }
  }

  return {
    tell(news: News): void {
      for (const listener of listeners) say(listener, news);
    },

    /** A page opened: it hears everything until the returned function is called. */
    add(listener: Listener<News>): () => void {
      listeners.add(listener);
      if (toFirst) say(listener, toFirst());
      return () => listeners.delete(listener);
    },
  };
}
