import { describe, expect, expectTypeOf, it } from 'vitest';
import type { EventDraft, NostrEvent } from '#lib/nostr/event';
import {
  nip07,
  pageApi,
  uiApi,
  type Client,
  type Handlers,
  type PageApi,
  type UiApi,
} from '#lib/rpc/contract';
import { NIP07_METHODS } from '#lib/rpc/nip07-methods';
import type { Snapshot } from '#lib/rpc/snapshot';

describe('the contract', () => {
  it('lets the content script pass exactly the methods of NIP-07', () => {
    expect(NIP07_METHODS).toEqual(Object.keys(nip07));
  });

  it('gives pages NIP-07, and the content script four of its own', () => {
    expect(Object.keys(pageApi)).toEqual([...Object.keys(nip07), 'checkIn', 'report', 'openLink', 'arrive']);
  });

  it('keeps the zone of pages and the zone of Facet apart', () => {
    const shared = Object.keys(pageApi).filter((method) => Object.hasOwn(uiApi, method));
    expect(shared).toEqual([]);
  });

  it('gives callers functions with the arguments and results of the table', () => {
    expectTypeOf<Client<PageApi>['getPublicKey']>().toEqualTypeOf<() => Promise<string>>();
    expectTypeOf<Client<PageApi>['signEvent']>().toEqualTypeOf<(event: EventDraft) => Promise<NostrEvent>>();
    expectTypeOf<Client<UiApi>['unlock']>().toEqualTypeOf<(password: string) => Promise<Snapshot>>();
    expectTypeOf<Client<UiApi>['renameAccount']>().parameters.toEqualTypeOf<
      [pubkey: string, name?: string | undefined]
    >();
    expectTypeOf<Client<PageApi>['nip44.encrypt']>().parameters.toEqualTypeOf<
      [peer: string, text: string, self?: string | undefined]
    >();
    expectTypeOf<Client<UiApi>['switchAccount']>()
      .parameter(1)
      .toEqualTypeOf<'tab' | 'container' | 'site' | 'all'>();
  });

  it('gives handlers the caller first, and asks for every one of them', () => {
    expectTypeOf<Handlers<PageApi, 'caller'>['signEvent']>().parameters.toEqualTypeOf<
      ['caller', EventDraft]
    >();
    expectTypeOf<Handlers<PageApi, 'caller'>>().toHaveProperty('isEnabled');
    expectTypeOf<Omit<Handlers<PageApi, 'caller'>, 'checkIn'>>().not.toExtend<Handlers<PageApi, 'caller'>>();
    expectTypeOf<keyof Client<UiApi>>().toEqualTypeOf<keyof UiApi>();
  });
});
