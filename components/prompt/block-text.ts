import { i18n } from '#lib/i18n/i18n';
import type { Block } from '#lib/rpc/snapshot';
import { toMomentText } from '#components/basic/format';

/** Since when a site is blocked, and until when, if it ends by itself. */
export const toBlockText = ({ since, until }: Block): string =>
  until === undefined
    ? i18n.t('options.sites.blockedSince', [toMomentText(since)])
    : i18n.t('options.sites.blockedUntil', [toMomentText(until)]);
