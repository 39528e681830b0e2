import { run } from './setup.js';

run('./bench/main.ts');
