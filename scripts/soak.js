import { run } from './setup.js';

run('./soak/main.ts');
