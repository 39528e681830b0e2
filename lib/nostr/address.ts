import { InvalidError } from '../rpc/errors';

/** An address like `alice@example.com`: a name, and the domain that says whose it is (NIP-05). */
export interface Address {
  name: string;
  domain: string;
}

const FORM =
  /^([a-z0-9._-]{1,64})@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9]))$/;

/** Name and domain in lower case; numbers or a single word are no domain. Throws InvalidError. */
export function parseAddress(input: string): Address {
  const text = input.trim().toLowerCase();
  const [, name, domain] = (text.length <= 320 && FORM.exec(text)) || [];
  if (!name || !domain || domain.length > 253) throw new InvalidError('an address looks like name@domain');
  return { name, domain };
}
