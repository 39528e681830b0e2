import '../../assets/styles/tokens.css';
import '../../assets/styles/ui.css';
import '../../assets/styles/help.css';
import '../../assets/styles/page.css';
import '../../assets/styles/add.css';
import '../../assets/styles/backup.css';
import '../../assets/styles/publish.css';
import { mount } from 'svelte';
import { applyLanguage } from '#lib/ui/language';
import { start } from '#lib/ui/state.svelte';
import App from './App.svelte';

await applyLanguage();
start();
mount(App, { target: document.body });
