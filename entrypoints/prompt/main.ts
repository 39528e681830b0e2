import '../../assets/styles/tokens.css';
import '../../assets/styles/ui.css';
import '../../assets/styles/help.css';
import '../../assets/styles/prompt.css';
import '../../assets/styles/replace.css';
import { mount } from 'svelte';
import { toPicturesContext } from '#components/basic/pictures';
import { applyLanguage } from '#lib/ui/language';
import { createPictures } from '#lib/ui/pictures.svelte';
import { start } from '#lib/ui/state.svelte';
import App from './App.svelte';

await applyLanguage();
start();
// a website that asks something must not make Facet ask a server
mount(App, { target: document.body, context: toPicturesContext(createPictures(false)) });
