import { i18n } from '#lib/i18n/i18n';
import type { Preview } from '#lib/nostr/previews';

/** What a site wants to have signed, as a sentence that follows its name. */
export const toSignSentence = ({ sentence, name }: Pick<Preview, 'sentence' | 'name'>): string =>
  sentence === 'named'
    ? i18n.t('prompt.sign.named', [i18n.t(`kind.${name}`)])
    : i18n.t(`prompt.sign.${sentence}`);
