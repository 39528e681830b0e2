import { run } from './setup.js';

run('./kills/main.ts');
