import { run } from './setup.js';

run('../node_modules/wxt/bin/wxt.mjs');
