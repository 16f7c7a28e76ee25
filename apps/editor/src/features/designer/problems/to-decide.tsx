import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type AnswerOf, designRoutes } from '@gangmu/contract';
import { type Finding, fixOperation, say } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { Refusal } from '../../../shell/refusal.js';
import { useSessionStore } from '../session/use-editing.js';

type Open = AnswerOf<typeof designRoutes.toDecide>['open'];

/** What was left to people when the design was begun, until they tick it off: each with the way to its place. */
export function ToDecide() {
  const { t, language } = useWords();
  const session = useSessionStore();
  const queries = useQueryClient();
  const { design, show, apply } = session.getState();
  const params = { design };
  const key = ['designs', design, 'to-decide'];
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => await client.call(designRoutes.toDecide, { params, signal }),
    staleTime: 60_000,
  });
  const keep = useMutation({
    mutationFn: async (open: Open) => await client.call(designRoutes.setToDecide, { params, body: { open } }),
    onSuccess: (answer) => queries.setQueryData(key, answer),
  });
  const open = data?.open ?? [];
  if (open.length === 0) return null;
  const settle = (one: Open[number]): void => keep.mutate(open.filter((other) => other !== one));
  return (
    <details className="problems-list to-decide" open>
      <summary>
        {t('problems.decide')} <span className="number">{open.length}</span>
      </summary>
      <ul>
        {open.map((one) => {
          const finding = one as Finding;
          const sentence = say(language, finding.code, finding.params);
          const operation = fixOperation(finding);
          return (
            <li key={`${one.path} ${sentence}`} className="info">
              <button type="button" className="go" onClick={() => show(one.path)}>
                <QuestionCircleOutlined aria-hidden />
                <span className="words">
                  <span className="sentence">{sentence}</span>
                </span>
              </button>
              {operation !== null && (
                <Button
                  size="small"
                  disabled={keep.isPending}
                  aria-label={t('problems.decide.back.of', { decision: sentence })}
                  onClick={() => {
                    if (apply(operation).ok) settle(one);
                  }}
                >
                  {t('problems.decide.back')}
                </Button>
              )}
              <Button
                size="small"
                disabled={keep.isPending}
                aria-label={t('problems.decide.done.of', { decision: sentence })}
                onClick={() => settle(one)}
              >
                {t('problems.decide.done')}
              </Button>
            </li>
          );
        })}
      </ul>
      {keep.isError && <Refusal error={keep.error} />}
    </details>
  );
}
