import { describe, expect, it } from 'vitest';
import { heardAnywhere, heardIn } from '#lib/permissions/heard';
import { allow, connect } from '#lib/permissions/permissions';
import { createState, type State } from '#lib/storage/state';
import { pubkeyOf } from '../../support/keys';

const NOW = 1_000_000;
const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];
const origin = 'https://a.example';
const other = 'https://b.example';

function start(): State {
  const state = createState();
  connect(state, origin, ada, NOW);
  return state;
}

describe('whom a site has heard of', () => {
  it('is whom it may know, whom it was told, and whom it was told in a tab, each once', () => {
    const state = start();
    expect(heardIn(state, { origin }, NOW)).toEqual([ada]);
    state.sites[origin] = { usedAt: NOW, told: ada, toldInTabs: [bob, eve, bob] };
    expect(heardIn(state, { origin }, NOW)).toEqual([ada, bob, eve]);
    expect(heardIn(state, { origin: other }, NOW)).toEqual([]);
  });

  it('is nobody that one part of what it was told says nothing of', () => {
    const state = start();
    state.sites[origin] = { usedAt: NOW, told: bob };
    expect(heardIn(state, { origin }, NOW)).toEqual([ada, bob]);
    state.sites[origin] = { usedAt: NOW, toldInTabs: [eve] };
    expect(heardIn(state, { origin }, NOW)).toEqual([ada, eve]);
  });

  it('is another matter in each container', () => {
    const state = start();
    state.sites[origin] = { usedAt: NOW, told: bob };
    state.containers = { work: { beliefs: { [origin]: { told: eve } } } };
    expect(heardIn(state, { origin, container: 'work' }, NOW)).toEqual([ada, eve]);
    expect(heardIn(state, { origin, container: 'home' }, NOW)).toEqual([ada]);
    expect(heardAnywhere(state, origin, NOW)).toEqual([ada, bob, eve]);
  });

  it('is nobody for a site that may know nobody', () => {
    const state = createState();
    state.sites[origin] = { usedAt: NOW, told: bob };
    expect(heardAnywhere(state, origin, NOW)).toEqual([]);
    allow(state, { origin, pubkey: ada, method: 'signEvent', kind: 1 }, 'always', NOW);
    expect(heardAnywhere(state, origin, NOW)).toEqual([]);
  });
});
