import { run } from './setup.js';

run('./memory/main.ts');
