// In the isolated world: the signer comes as a script element, as older extensions do it.
{
  const script = document.createElement('script');
  script.src = chrome.runtime.getURL('signer.js');
  script.onload = () => script.remove();
  (document.head ?? document.documentElement).append(script);
}
