/** The popup's first script: asks for what it shows while its own code is loaded. */
import { askAhead } from '#lib/ui/ahead';

export default { main: askAhead };
