import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { z } from 'zod';
import { designRoutes, impactSchema, systemRoutes } from '@gangmu/contract';
import type { Template } from '@gangmu/core';
import { client } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import { useRefusalWords } from '../../shell/refusal.js';

type Impact = z.infer<typeof impactSchema>;

/** What stands in a reader's way comes first. */
const STATES = ['refused', 'decisions', 'automatic'] as const;
const AGAIN = 700;

/** The engine could not work it out, and says why. */
class ImpactFailed extends Error {}

/** What publishing means for the designs below: how many, and by unit why. */
export function PublishImpact({ design, template, ready }: { design: string; template: Template; ready: boolean }) {
  const { t } = useWords();
  const refusalWords = useRefusalWords();
  const impact = useQuery({
    queryKey: ['design-impact', design, template],
    queryFn: async ({ signal }): Promise<Impact> => {
      const { job } = await client.call(designRoutes.impact, { params: { design }, signal });
      for (;;) {
        const progress = await client.call(systemRoutes.progress, { params: { job }, signal });
        if (progress.status === 'failed') throw new ImpactFailed(progress.problem?.detail ?? '');
        if (progress.status === 'done') return impactSchema.parse(progress.result);
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    },
    enabled: ready,
    gcTime: 0,
    retry: false,
  });
  if (impact.isError)
    return (
      <Alert
        type="warning"
        showIcon
        title={t('designer.publish.impact.failed')}
        description={impact.error instanceof ImpactFailed ? impact.error.message : refusalWords(impact.error)}
      />
    );
  if (impact.data === undefined) return <p>{t('designer.publish.impact.loading')}</p>;
  return <ImpactLines impact={impact.data} />;
}

/** The figures, and folded under each the units with their reasons. */
export function ImpactLines({ impact }: { impact: Impact }) {
  const { t, local } = useWords();
  const { automatic, decisions, refused, designs } = impact;
  if (designs.length === 0) return <p>{t('designer.publish.impact.none')}</p>;
  return (
    <>
      <p>{t('designer.publish.impact.counts', { automatic, decisions, refused })}</p>
      {STATES.map((state) => {
        const lines = designs.filter((one) => one.state === state);
        return lines.length === 0 ? null : (
          <details key={state} className="impact-lines">
            <summary>{t(`designer.publish.impact.${state}`, { count: lines.length })}</summary>
            <ul tabIndex={0}>
              {lines.map((line) => (
                <li key={line.design}>
                  <b>{local(line.unit.name)}</b>
                  {line.reasons.length > 0 && (
                    <ul>
                      {line.reasons.map(({ code, path, text }) => (
                        <li key={`${code} ${path}`}>{text}</li>
                      ))}
                    </ul>
                  )}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </>
  );
}
