import { alone } from '../alone';

export default alone;
