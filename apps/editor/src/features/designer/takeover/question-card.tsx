import { CheckCircleFilled, LockOutlined } from '@ant-design/icons';
import { Alert, Button, Input } from 'antd';
import { type RefObject, useState } from 'react';
import { inLanguage } from '../../../platform/local-text.js';
import { mayBeRenamed, placeName, say } from '@gangmu/core';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { changesWithin, type Question, type Sides, sideWords } from './questions.js';

export type Choice = 'theirs' | 'mine' | 'edit' | 'rename';

interface Props {
  question: Question;
  update: Sides;
  number: number;
  busy: boolean;
  /** Why the last answer was not accepted. */
  refused: string | null;
  heading: RefObject<HTMLHeadingElement | null>;
  answer: (choice: 'theirs' | 'mine' | 'rename', reason: string) => void;
  edit: (reason: string) => void;
  reopen: () => void;
  /** It was answered and taken over once: one's own is what one had then, and stands in its place or not at all. */
  again?: boolean;
  /** Asks the level above to let one keep one's own. */
  askVariance: (() => void) | undefined;
}

const PLACES: readonly Choice[] = ['theirs', 'mine', 'edit'];

/** Whether one's own can stand beside theirs: both were added under one id. */
export const mayStandBeside = ({ conflict }: Pick<Question, 'conflict'>): boolean =>
  conflict.class === 'same-id' && mayBeRenamed(conflict.path);

function labelOf(choice: Choice, { path, keeps }: Question['conflict']) {
  if (choice === 'rename' && path.startsWith('/steps/')) return 'takeover.choose.rename.step' as const;
  return choice === 'mine' && keeps !== undefined
    ? 'takeover.choose.mine.local'
    : (`takeover.choose.${choice}` as const);
}

/** One question: what both sides have, why one's own may not be kept, and what is to stand. */
export function QuestionCard({
  question,
  update,
  number,
  busy,
  refused,
  heading,
  answer,
  edit,
  reopen,
  again = false,
  askVariance,
}: Props) {
  const { t, language } = useWords();
  const { conflict, decision } = question;
  const [reason, setReason] = useState('');
  const name = inLanguage(placeName(update.mine, conflict.path, update.theirs), language);
  const choose = (choice: Choice): void => {
    if (choice === 'edit') edit(reason);
    else answer(choice, reason);
  };
  const why = conflict.findings.map(({ code, params }) => say(language, code, params));
  const sides = [
    { side: 'theirs', title: t('takeover.theirs') },
    { side: 'mine', title: t(again ? 'takeover.mine.then' : 'takeover.mine') },
  ] as const;
  const before = sideWords('base', question, update, language);
  return (
    <article className="question" aria-label={t('takeover.question', { number })}>
      <p className="class">{t(`takeover.class.${conflict.class}`)}</p>
      <h2 ref={heading} tabIndex={-1}>
        {capital(name)}
      </h2>
      <p className="soft">{say(language, `conflict.${conflict.class}`, {})}</p>
      <div className="sides">
        {sides.map(({ side, title }) => {
          const words = sideWords(side, question, update, language);
          const changes = conflict.path.split('/').length <= 3 ? changesWithin(side, conflict.path, update) : [];
          const chosen = decision?.choice === side;
          return (
            <section key={side} className={`side ${side} ${chosen ? 'chosen' : ''}`} aria-label={title}>
              <h3>
                {title}
                {chosen && <CheckCircleFilled aria-label={t('takeover.chosen')} role="img" />}
              </h3>
              <p className={words === null ? 'nothing' : 'value'}>{words ?? nothingWords(side, conflict.base, t)}</p>
              {changes.length > 0 && (
                <ul className="sentences">
                  {changes.slice(0, 6).map(({ code, path, params }) => (
                    <li key={`${code} ${path}`}>{say(language, code, params)}</li>
                  ))}
                </ul>
              )}
            </section>
          );
        })}
      </div>
      {before !== null && (
        <p className="before">
          <span>{t('takeover.before')}</span> {before}
        </p>
      )}
      {(conflict.with ?? []).length > 0 && (
        <p className="before">
          <span>{t('takeover.with')}</span>{' '}
          {(conflict.with ?? [])
            .map((path) => inLanguage(placeName(update.mine, path, update.theirs), language))
            .join(language === 'zh' ? '、' : ', ')}
        </p>
      )}
      {why.length > 0 && decision === null && (
        <Alert
          type="warning"
          icon={<LockOutlined />}
          showIcon
          title={conflict.mayKeep ? t('takeover.found') : t('takeover.may-not-keep')}
          description={
            <ul className="sentences">
              {why.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          }
          action={
            conflict.class === 'newly-locked' && askVariance !== undefined ? (
              <Button size="small" onClick={askVariance}>
                {t('props.lock.variance')}
              </Button>
            ) : undefined
          }
        />
      )}
      {decision === null ? (
        <>
          <div className="answers" role="group" aria-label={t('takeover.answer')}>
            {(!again && mayStandBeside(question) ? [...PLACES, 'rename' as const] : PLACES).map((choice, index) => (
              <Button
                key={choice}
                disabled={busy || (choice === 'mine' && !conflict.mayKeep)}
                {...(choice === 'theirs' ? { type: 'primary' as const } : {})}
                onClick={() => choose(choice)}
              >
                {t(labelOf(choice, conflict))}
                {!again && <kbd aria-hidden>{index + 1}</kbd>}
              </Button>
            ))}
          </div>
          <Input
            value={reason}
            maxLength={2000}
            aria-label={t('takeover.reason')}
            placeholder={t('takeover.reason.hint')}
            onChange={({ target }) => setReason(target.value)}
          />
          {refused !== null && <Alert type="error" showIcon title={refused} />}
        </>
      ) : (
        <div className="answered">
          <p>
            <CheckCircleFilled aria-hidden /> <b>{t(`takeover.chose.${decision.choice}`)}</b>
            {decision.choice === 'edit' && (
              <span className="value">
                {sideWords('mine', { conflict: { ...conflict, mine: decision.value } }, update, language) ??
                  t('takeover.nothing.removed')}
              </span>
            )}
          </p>
          <p className="soft">
            {t('takeover.decided', {
              name: decision.by === null ? '' : inLanguage(decision.by.name, language),
              time: instantWords(decision.at, language),
            })}
            {decision.reason !== undefined &&
              decision.reason !== '' &&
              ` · ${t('takeover.because', { reason: decision.reason })}`}
          </p>
          <Button size="small" disabled={busy} onClick={reopen}>
            {t('takeover.reopen')}
          </Button>
        </div>
      )}
    </article>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const nothingWords = (side: 'theirs' | 'mine', before: unknown, t: ReturnType<typeof useWords>['t']): string =>
  before === undefined ? t('takeover.nothing.never') : t(`takeover.nothing.${side}`);
