import { run } from './setup.js';

run('./test/main.ts');
