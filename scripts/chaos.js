import { run } from './setup.js';

run('./chaos/main.ts');
