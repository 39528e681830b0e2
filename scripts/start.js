import { run } from './setup.js';

run('./start/main.ts');
