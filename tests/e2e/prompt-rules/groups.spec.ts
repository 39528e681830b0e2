/** Many requests of one page: read together, answered together, and each promise gets its own answer. */
import { nip44 } from 'nostr-tools';
import { hexToBytes } from 'nostr-tools/utils';
import { people } from '../../../scripts/demo/people';
import { expect, test } from '../test';
import { getPublicKey, outcome } from '../window-nostr';

const { alice, ines } = people;
