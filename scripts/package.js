import { run } from './setup.js';

run('./package/main.ts');
