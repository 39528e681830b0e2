import '../../assets/styles/tokens.css';
import '../../assets/styles/ui.css';
import '../../assets/styles/help.css';
import '../../assets/styles/page.css';
import '../../assets/styles/backup.css';
import '../../assets/styles/publish.css';
import '../../assets/styles/replace.css';
import '../../assets/styles/activity.css';
import '../../assets/styles/relays.css';
import { mount } from 'svelte';
import { toPicturesContext } from '#components/basic/pictures';
import { applyLanguage } from '#lib/ui/language';
import { createPictures } from '#lib/ui/pictures.svelte';
import { start } from '#lib/ui/state.svelte';
import App from './App.svelte';

await applyLanguage();
start();
mount(App, { target: document.body, context: toPicturesContext(createPictures(true)) });
