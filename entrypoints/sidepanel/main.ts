import '../../assets/styles/tokens.css';
import '../../assets/styles/ui.css';
import '../../assets/styles/popup.css';
import '../../assets/styles/sidepanel.css';
import '../../assets/styles/backup.css';
import { mount } from 'svelte';
import { toPicturesContext } from '#components/basic/pictures';
import { applyLanguage } from '#lib/ui/language';
import { createPictures } from '#lib/ui/pictures.svelte';
import { start } from '#lib/ui/state.svelte';
import App from '../popup/App.svelte';

await applyLanguage();
start();
mount(App, {
  target: document.body,
  props: { isPanel: true },
  context: toPicturesContext(createPictures(true)),
});
