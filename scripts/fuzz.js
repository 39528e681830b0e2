import { run } from './setup.js';

run('./fuzz/main.ts');
