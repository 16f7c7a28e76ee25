import { CheckCircleFilled, QuestionCircleOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { designRoutes, ProblemResponse } from '@gangmu/contract';
import { type Conflict, differenceOf, placeName, say, sentencesOf } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { AskVariance } from '../adapting/ask-variance.js';
import { EditDrawer } from './edit-drawer.js';
import { type Mark, PlanMap } from './plan-map.js';
import { mayStandBeside, QuestionCard } from './question-card.js';
import { cardOf, type Question, questionsOf, type Surroundings, type Update } from './questions.js';
import { useAnswered } from './update-data.js';

interface Props {
  design: string;
  update: Update;
  surroundings: Surroundings;
  confirm: (update: Update) => void;
  busy: boolean;
}

type Answer = { choice: 'theirs' | 'mine' | 'edit' | 'rename'; value?: unknown; reason: string };

/** Conflicts first, one at a time; what is decided is recorded at once, and nothing is applied before it is confirmed. */
export function OneByOne({ design, update, surroundings, confirm, busy }: Props) {
  const { t, local, language } = useWords();
  const answered = useAnswered(design);
  const heading = useRef<HTMLHeadingElement>(null);
  const [here, setHere] = useState<string | null>(() => update.conflicts[0]?.key ?? null);
  const [editing, setEditing] = useState<{ question: Question; reason: string } | null>(null);
  const [asking, setAsking] = useState<string | null>(null);
  const questions = useMemo(() => questionsOf(update), [update]);
  const at = Math.max(
    0,
    questions.findIndex(({ conflict }) => conflict.key === here),
  );
  const question = questions[at];
  const open = questions.filter(({ decision }) => decision === null).length;
  const done = questions.length - open;

  const goTo = useCallback((key: string | undefined): void => {
    if (key === undefined) return;
    setHere(key);
    requestAnimationFrame(() => heading.current?.focus({ preventScroll: true }));
  }, []);
  const step = useCallback(
    (by: number) => {
      const next = questions[(at + by + questions.length) % Math.max(1, questions.length)];
      goTo(next?.conflict.key);
    },
    [questions, at, goTo],
  );

  const decide = useMutation({
    mutationFn: async (order: { question: Question; answer: Answer | null }) => {
      const { key } = order.question.conflict;
      const { answer } = order;
      const body =
        answer === null
          ? { against: update.against, reopen: [key] }
          : {
              against: update.against,
              decisions: [
                {
                  conflict: key,
                  choice: answer.choice,
                  ...(answer.value === undefined ? {} : { value: answer.value }),
                  ...(answer.reason.trim() === '' ? {} : { reason: answer.reason.trim() }),
                },
              ],
            };
      return await client.call(designRoutes.decide, { params: { design }, body });
    },
    onSuccess: (answer, { question: asked, answer: given }) => {
      const conflicts = answer.conflicts as unknown as Conflict[];
      answered(answer);
      const { key } = asked.conflict;
      // On to the next open one, after this in the list or from its beginning; a refused answer stays.
      if (given === null || conflicts.some((one) => one.key === key)) return;
      const order = questions.map(({ conflict }) => conflict.key);
      const from = order.indexOf(key);
      const left = [...order.slice(from + 1), ...order.slice(0, from), ...conflicts.map((one) => one.key)];
      goTo(left.find((one) => conflicts.some((conflict) => conflict.key === one)));
    },
  });
  const refused =
    decide.error instanceof ProblemResponse
      ? decide.error.problem.detail
      : decide.isError
        ? t('signin.unreachable')
        : refusedIn(decide.data?.conflicts as unknown as Conflict[] | undefined, decide.variables, language);

  const answer = useCallback(
    (asked: Question, given: Answer | null) => decide.mutate({ question: asked, answer: given }),
    [decide],
  );
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || editing !== null || asking !== null) return;
      if (target.closest('input, textarea, [role="dialog"]') !== null || question === undefined) return;
      const free = question.decision === null && !decide.isPending;
      if (event.key === '1' && free) answer(question, { choice: 'theirs', reason: '' });
      else if (event.key === '2' && free && question.conflict.mayKeep) answer(question, { choice: 'mine', reason: '' });
      else if (event.key === '3' && free) setEditing({ question, reason: '' });
      else if (event.key === '4' && free && mayStandBeside(question))
        answer(question, { choice: 'rename', reason: '' });
      else if (event.key === 'ArrowDown' || event.key === 'j') step(1);
      else if (event.key === 'ArrowUp' || event.key === 'k') step(-1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [question, editing, asking, decide.isPending, answer, step]);

  const marks = useMemo(() => marksOf(update, questions), [update, questions]);
  const differing = useMemo(
    () => sentencesOf(update.theirs, update.result, differenceOf(update.theirs, update.result)),
    [update],
  );
  const placeOf = (asked: Question): string | null => cardOf(asked.conflict.path, update.mine, update.theirs);
  return (
    <>
      <div className="takeover">
        <nav className="questions" aria-label={t('takeover.questions')}>
          <p className="progress">
            <b>{t('takeover.progress', { done, all: questions.length })}</b>
            <Progress
              percent={questions.length === 0 ? 100 : Math.round((done / questions.length) * 100)}
              showInfo={false}
              size="small"
              aria-label={t('takeover.progress', { done, all: questions.length })}
            />
          </p>
          <ol>
            {questions.map(({ conflict, decision }, index) => (
              <li key={conflict.key}>
                <button
                  type="button"
                  aria-current={index === at ? 'step' : undefined}
                  className={decision === null ? 'open' : 'decided'}
                  onClick={() => goTo(conflict.key)}
                >
                  {decision === null ? <QuestionCircleOutlined aria-hidden /> : <CheckCircleFilled aria-hidden />}
                  <span>
                    <b>{local(placeName(update.mine, conflict.path, update.theirs))}</b>
                    <small>
                      {decision === null
                        ? t(`takeover.class.${conflict.class}`)
                        : t(`takeover.chose.${decision.choice}`)}
                    </small>
                  </span>
                </button>
              </li>
            ))}
          </ol>
          <p className="soft keys">{t('takeover.keys')}</p>
        </nav>
        <div className="middle">
          {question === undefined ? (
            <Alert type="success" showIcon title={t('takeover.no-questions')} />
          ) : (
            <QuestionCard
              key={question.conflict.key}
              question={question}
              update={update}
              number={at + 1}
              busy={decide.isPending || busy}
              refused={refused}
              heading={heading}
              answer={(choice, reason) => answer(question, { choice, reason })}
              edit={(reason) => setEditing({ question, reason })}
              reopen={() => answer(question, null)}
              askVariance={() => setAsking(question.conflict.path)}
            />
          )}
          <section className="result" aria-label={t('takeover.result')}>
            <h3>{t('takeover.result')}</h3>
            {open > 0 && <p className="soft">{t('takeover.result.open')}</p>}
            <ul className="sentences">
              {differing.slice(0, 12).map(({ code, path, params }) => (
                <li key={`${code} ${path}`}>{say(language, code, params)}</li>
              ))}
              {differing.length > 12 && <li>{t('designer.publish.more', { count: differing.length - 12 })}</li>}
              {differing.length === 0 && <li>{t('takeover.result.none')}</li>}
            </ul>
          </section>
        </div>
        <div className="map" role="region" aria-label={t('takeover.map')} tabIndex={0}>
          <PlanMap
            template={update.result}
            marks={marks}
            here={question === undefined ? null : placeOf(question)}
            choose={(place) => goTo(questions.find((asked) => placeOf(asked) === place)?.conflict.key)}
          />
          <ul className="legend" aria-hidden>
            {(['open', 'decided', 'taken', 'local'] as const).map((mark) => (
              <li key={mark} className={mark}>
                {t(`takeover.map.${mark}`)}
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="confirm-bar">
        <span>{open > 0 ? t('takeover.left', { count: open }) : t('takeover.ready')}</span>
        <Button type="primary" size="large" disabled={open > 0} loading={busy} onClick={() => confirm(update)}>
          {t('takeover.confirm')}
        </Button>
      </div>
      {editing !== null && (
        <EditDrawer
          question={editing.question}
          update={update}
          surroundings={surroundings}
          close={() => setEditing(null)}
          decide={(value) => {
            answer(editing.question, { choice: 'edit', value, reason: editing.reason });
            setEditing(null);
          }}
        />
      )}
      {asking !== null && (
        <AskVariance design={design} template={update.theirs} path={asking} close={() => setAsking(null)} />
      )}
    </>
  );
}

/** Why an edited value was not taken: the question is open still, with what was found. */
function refusedIn(
  conflicts: readonly Conflict[] | undefined,
  last: { question: Question; answer: Answer | null } | undefined,
  language: 'zh' | 'en',
): string | null {
  if (last?.answer === null || last === undefined) return null;
  const again = conflicts?.find(({ key }) => key === last.question.conflict.key);
  const finding = again?.findings[0];
  return finding === undefined ? null : say(language, finding.code, finding.params);
}

/** What is to be seen of the update on the plan. */
function marksOf(update: Update, questions: readonly Question[]): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  const put = (path: string, mark: Mark): void => {
    const place = cardOf(path, update.mine, update.theirs);
    if (place !== null && (mark === 'open' || !marks.has(place))) marks.set(place, mark);
  };
  for (const { conflict, decision } of questions) put(conflict.path, decision === null ? 'open' : 'decided');
  for (const path of Object.keys(update.taken)) put(path, 'taken');
  for (const path of Object.keys(update.difference)) put(path, 'local');
  return marks;
}
