// As inject.js does it, when the page says so: by then its own scripts have had a turn, and more may have before this loads.
addEventListener('other-signer', () => {
  const script = document.createElement('script');
  script.src = chrome.runtime.getURL('signer.js');
  document.head.append(script);
});
