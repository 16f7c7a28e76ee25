import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { ledgerRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { dateWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { useRefusalWords } from '../../shell/refusal.js';
import { LEDGER_KEY, problemKey } from './ledger-data.js';
import type { ProblemAnswer } from './problem-actions.js';

/** What is done about a problem, each with who answers for it and by when; and that it is done. */
export function ProblemMeasures({ problem, mayComplete }: { problem: ProblemAnswer; mayComplete: boolean }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const refusalWords = useRefusalWords();
  const queries = useQueryClient();
  const complete = useMutation({
    mutationFn: async (measure: string) =>
      await client.call(ledgerRoutes.command, {
        params: { problem: problem.id },
        ifMatch: `"${problem.version}"`,
        body: { type: 'CompleteMeasure', measure },
      }),
    onSuccess: (after) => queries.setQueryData(problemKey(problem.id), after),
    onError: (error) => message.error(refusalWords(error)),
    onSettled: async () => await queries.invalidateQueries({ queryKey: LEDGER_KEY }),
  });
  const measures = problem.measures.filter(({ withdrawn }) => withdrawn !== true);
  return (
    <section className="ledger-box" aria-label={t('ledger.measures')}>
      <h2>{t('ledger.measures')}</h2>
      {measures.length === 0 ? (
        <p className="soft">{t('ledger.measures.none')}</p>
      ) : (
        <ol>
          {measures.map((measure) => (
            <li key={measure.id}>
              <div className="main">
                {measure.text}
                <small>
                  {t('ledger.measure.facts', {
                    person: measure.person.name ?? t('ledger.erased'),
                    due: measure.due === null ? t('ledger.measure.no-due') : dateWords(measure.due, language),
                  })}
                </small>
              </div>
              {measure.doneOn !== undefined ? (
                <span>{t('ledger.measure.done', { day: dateWords(measure.doneOn, language) })}</span>
              ) : (
                mayComplete &&
                problem.status === 'open' && (
                  <Popconfirm
                    title={t('ledger.measure.complete.sure')}
                    okText={t('ledger.measure.complete')}
                    cancelText={t('action.cancel')}
                    onConfirm={() => complete.mutate(measure.id)}
                  >
                    <Button loading={complete.isPending && complete.variables === measure.id}>
                      {t('ledger.measure.complete')}
                    </Button>
                  </Popconfirm>
                )
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
