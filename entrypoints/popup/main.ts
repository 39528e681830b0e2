import '../../assets/styles/tokens.css';
import '../../assets/styles/ui.css';
import '../../assets/styles/popup.css';
import { mount } from 'svelte';
import { toPicturesContext } from '#components/basic/pictures';
import { applyLanguage } from '#lib/ui/language';
import { createPictures } from '#lib/ui/pictures.svelte';
import { start } from '#lib/ui/state.svelte';
import App from './App.svelte';

/** How long a worker that is awake is waited for (ms), so that all is drawn at once: less than anybody sees. */
const A_FRAME = 16;

const ahead = globalThis.facetAhead;
await applyLanguage(ahead?.texts);
if (ahead?.news) await Promise.race([ahead.tab, new Promise((resolve) => setTimeout(resolve, A_FRAME))]);
start(ahead);
mount(App, { target: document.body, props: { ahead }, context: toPicturesContext(createPictures(true)) });
