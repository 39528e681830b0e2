import '../../assets/styles/tokens.css';
import '../../assets/styles/ui.css';
import '../../assets/styles/popup.css';
import { mount } from 'svelte';
import { toPicturesContext } from '#components/basic/pictures';
import { applyLanguage } from '#lib/ui/language';
import { createPictures } from '#lib/ui/pictures.svelte';
import { start } from '#lib/ui/state.svelte';
import App from './App.svelte';

applyLanguage();
start();
mount(App, { target: document.body, context: toPicturesContext(createPictures(true)) });
