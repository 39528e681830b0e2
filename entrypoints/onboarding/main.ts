import '../../assets/styles/tokens.css';
import '../../assets/styles/ui.css';
import '../../assets/styles/page.css';
import { mount } from 'svelte';
import { start } from '#lib/ui/state.svelte';
import App from './App.svelte';

start();
mount(App, { target: document.body });
