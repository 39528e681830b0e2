/** What can be said of Facet in one tab: for people whose website does not work. */
import type { Diagnosis } from '#lib/rpc/diagnosis';
import type { TabView } from '#lib/rpc/snapshot';
import type { Rooms } from '../rooms';
import type { UiCaller } from './command';

export const createDiagnosisHandlers = (
  { failures }: Pick<Rooms, 'failures'>,
  getTab: (caller: UiCaller, tabId: number) => Promise<TabView>,
) => ({
  async diagnose(caller: UiCaller, tabId: number): Promise<Diagnosis> {
    const tab = await getTab(caller, tabId);
    const reachable = tab.origin !== undefined || tab.absent?.open === true;
    return { tab, reachable, failures: [...failures.of(tabId)] };
  },
});
