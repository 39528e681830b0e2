import { run } from './setup.js';

run('./mutants/main.ts');
