// whose entries they are: an entry is known to `readAhead` once its module has run
import './run';
import './session';
import './unlocked';

export { readAhead } from './session-item';
