/** Whether what came back is the answer to what was asked. Every function returns what is wrong, in words. */
import { decrypt, getConversationKey } from 'nostr-tools/nip44';
import { verifyEvent, type VerifiedEvent } from 'nostr-tools/pure';
import { EVENT } from './controls/constants';
import { peer } from './peer';
import { toDraft, toText } from './work';

/** What has the same fields reads the same, in whatever order they came. */
const toKey = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

const isSame = (one: unknown, other: unknown): boolean => toKey(one) === toKey(other);

function toFaultOfEvent(answer: unknown, draft: object, pubkey: string): string | undefined {
  if (answer === null) return 'no answer';
  const { id, sig, ...rest } = answer as Partial<VerifiedEvent>;
  if (!isSame(rest, { ...draft, pubkey })) return `not what was asked: ${toKey(answer).slice(0, 200)}`;
  return verifyEvent({ ...rest, id, sig } as VerifiedEvent) ? undefined : 'a wrong id or signature';
}

/** `pubkey`: whom all of it must be signed as. Absent: the arm answers a constant. */
export function checkEvents(
  answers: readonly unknown[],
  label: string,
  pubkey: string | undefined,
): string[] {
  return answers.flatMap((answer, index) => {
    const fault =
      pubkey === undefined
        ? isSame(answer, EVENT)
          ? undefined
          : 'not the constant'
        : toFaultOfEvent(answer, toDraft(label, index), pubkey);
    return fault ? [`${label}, number ${index}: ${fault}`] : [];
  });
}

/** What the peer reads in a ciphertext of this account; undefined: nothing. */
function readAsPeer(ciphertext: string, pubkey: string): string | undefined {
  try {
    return decrypt(ciphertext, getConversationKey(peer.secretKey, pubkey));
  } catch {
    return undefined;
  }
}

/** The same for texts that went to the peer and back: the peer must be able to read what was made of them. */
export function checkTexts(
  answers: readonly unknown[],
  { label, size }: { label: string; size: number },
  pubkey: string | undefined,
): string[] {
  return answers.flatMap((answer, index) => {
    const { ciphertext, plaintext } = answer as { ciphertext: string; plaintext: string };
    const read = pubkey === undefined ? ciphertext : readAsPeer(ciphertext, pubkey);
    const text = toText(label, index, size);
    return plaintext === text && read === text ? [] : [`${label}, number ${index}: another text`];
  });
}

/** The same for public keys. */
export const checkPubkeys = (answers: readonly unknown[], pubkey: string): string[] =>
  answers.filter((answer) => answer !== pubkey).map((answer) => `another public key: ${String(answer)}`);
