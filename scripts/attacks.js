import { run } from './setup.js';

run('./attacks/main.ts');
