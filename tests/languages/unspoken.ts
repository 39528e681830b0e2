/**
 * Runs in a page whose words are those of the language that nobody speaks: what people read or hear there, and did not come
 * from the catalogue. Names, keys, addresses and what others wrote stand in elements of their own. Self-contained, because
 * only its text reaches the page.
 */
export function findUnspoken(): string[] {
  const own =
    'bdi, code, kbd, time, .mono, .foreign, textarea, option, script, style, [dir="ltr"]:not(html), [dir="auto"]';
  const isSpoken = /[⟦⟧·àçéĝîñöřšûýÀÇÉĜÎÑÖŘŠÛÝ]/u;
  const isNoWord = /^(Facet|\w+:\/\/.*|npub1.*|[0-9a-f]{64})$/u;
  /** Without the names in it, which are set apart from the text around them. */
  const toOwnWords = (text: string) => text.replace(/\u2068[^\u2069]*\u2069/gu, '');
  const isUnspoken = (text: string) =>
    /\p{L}{2}/u.test(toOwnWords(text)) && !isSpoken.test(text) && !isNoWord.test(text.trim());
  const names = new Set(
    [...document.querySelectorAll('bdi, option, [dir="auto"]')].map((name) => name.textContent.trim()),
  );
  const found = new Set<string>();

  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    if (isUnspoken(text) && !node.parentElement?.closest(own)) found.add(text.trim());
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const text = element.getAttribute(name) ?? '';
      if (isUnspoken(text) && !names.has(text)) found.add(`${name}: ${text}`);
    }
  }
  return [...found];
}
