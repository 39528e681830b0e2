import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadCatalogue } from '#lib/i18n/catalogue';
import { createMenu, listenToMenu } from '../../../../entrypoints/background/menu';

type Click = (info: { menuItemId: string }, tab?: object) => void;

const tab = { id: 7, windowId: 3 };
const commands = { 'next-account': vi.fn(), 'previous-account': vi.fn(), 'lock-now': vi.fn() };
let click: Click;

beforeEach(() => {
  fakeBrowser.reset();
  for (const command of Object.values(commands)) command.mockReset();
  fakeBrowser.contextMenus.onClicked.addListener = vi.fn((listener: Click) => {
    click = listener;
  }) as never;
  listenToMenu(() => Promise.resolve({ commands: commands }));
});

it('has the same items for everybody, made anew each time', async () => {
  const made: unknown[] = [];
  const titles = ['next', 'previous', 'choose', 'panel', 'lock'].map((name) => [
    `menu_${name}`,
    `to ${name}`,
  ]);
  await loadCatalogue(Promise.resolve(Object.fromEntries(titles)));
  fakeBrowser.contextMenus.removeAll = vi.fn(async () => {
    made.length = 0;
  });
  fakeBrowser.contextMenus.create = vi.fn((item: object) => made.push(item));
  await createMenu();
  await createMenu();
  const item = (id: string, title: string) => ({ id, title: `to ${title}`, contexts: ['action'] });
  expect(made).toEqual([
    item('next-account', 'next'),
    item('previous-account', 'previous'),
    item('choose', 'choose'),
    item('panel', 'panel'),
    item('lock-now', 'lock'),
  ]);
});

it.each(['next-account', 'previous-account', 'lock-now'] as const)(
  'runs %s for the tab whose button was clicked',
  async (menuItemId) => {
    click({ menuItemId }, tab);
    await vi.waitFor(() => expect(commands[menuItemId]).toHaveBeenCalledExactlyOnceWith(tab));
  },
);

it('does nothing for what is no item of it', async () => {
  click({ menuItemId: 'constructor' }, tab);
  click({ menuItemId: 'lock-now' }, tab);
  await vi.waitFor(() => expect(commands['lock-now']).toHaveBeenCalled());
  expect(commands['next-account']).not.toHaveBeenCalled();
});

it('opens the switcher for the tab, in a window where the browser opens no popup', async () => {
  const openPopup = vi.fn().mockResolvedValueOnce(undefined).mockRejectedValueOnce(new Error('not offered'));
  fakeBrowser.action.openPopup = openPopup;
  const create = vi.fn();
  fakeBrowser.windows.create = create;
  click({ menuItemId: 'choose' }, tab);
  await vi.waitFor(() => expect(openPopup).toHaveBeenCalledOnce());
  expect(create).not.toHaveBeenCalled();
  click({ menuItemId: 'choose' }, tab);
  await vi.waitFor(() => expect(create).toHaveBeenCalledOnce());
  expect(create).toHaveBeenCalledWith(
    expect.objectContaining({ type: 'popup', url: fakeBrowser.runtime.getURL('/popup.html?tab=7') }),
  );
});

it('opens the panel of the window straight from the click', () => {
  const open = vi.fn();
  fakeBrowser.sidePanel.open = open;
  click({ menuItemId: 'panel' }, tab);
  expect(open).toHaveBeenCalledExactlyOnceWith({ windowId: 3 });
});
