import { minuteWords } from '../../platform/dates.js';
import type { Words } from '../../platform/language.js';
import type { HistoryEntry } from './run-data.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One event as a sentence: who did what, and why where that was said. */
export function eventSentence(entry: HistoryEntry, { t, local, language }: Words): string {
  const { event } = entry;
  const who = entry.name === null ? t('history.system') : local(entry.name);
  const due = (value: unknown): string =>
    typeof value === 'number' ? minuteWords(value, language) : t('item.due.none');
  switch (event.type) {
    case 'ItemOpened':
      return t('history.opened');
    case 'ItemSubmitted':
      return t('history.submitted', { who });
    case 'ItemWithdrawn':
      return t('history.withdrawn', { who });
    case 'ReviewPassed':
      return withReason(t('history.passed', { who }), event['comment']);
    case 'ItemReturned':
      return withReason(t('history.returned', { who }), event['comment']);
    case 'ItemEnded':
      return withReason(
        t(
          event['outcome'] === 'waived'
            ? 'history.waived'
            : event['outcome'] === 'cancelled'
              ? 'history.cancelled'
              : event['outcome'] === 'incomplete'
                ? 'history.incomplete'
                : 'history.done',
        ),
        event['reason'],
      );
    case 'DeadlineChanged':
      return withReason(
        t(event['reason'] === 'recomputed' || event['reason'] === 'resumed' ? 'history.recomputed' : 'history.moved', {
          due: due(event['due']),
        }),
        text(event['note']) || orderWords(event['authority'], t),
      );
    case 'DeadlineOrdered':
      return withReason(t('history.ordered', { due: due(event['due']) }), orderWords(event['authority'], t));
    case 'ItemUrged':
      return withReason(t('history.urged', { who }), event['message']);
    case 'ItemCorrected':
      return withReason(t('history.corrected', { who }), event['reason']);
    case 'ItemReopened':
      return withReason(t('history.reopened', { who }), event['reason']);
    case 'ItemHandedOver':
      return t('history.handed-over');
    case 'ItemTakenOver':
      return t('history.taken-over');
    case 'ItemDelegated':
      return t('history.delegated', { who });
    default:
      return event.type;
  }
}

/** Who ordered something by telephone, by which document, and why. */
function orderWords(authority: unknown, t: Words['t']): string {
  const { by, who, document, reason } = (authority ?? {}) as Record<string, unknown>;
  return [
    by === 'telephone' && text(who) !== '' ? t('history.by-telephone', { who: text(who) }) : '',
    text(document) === '' ? '' : t('history.by-document', { document: text(document) }),
    text(reason),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

const withReason = (sentence: string, reason: unknown): string =>
  text(reason) === '' ? sentence : `${sentence}: ${text(reason)}`;
