import { useQuery } from '@tanstack/react-query';
import { campaignRoutes, designRoutes, templateRoutes } from '@gangmu/contract';
import { parseTemplate, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import type { ConcurrentPlan } from './simulation-worker.js';

/** More campaigns than this do not run in one county at a time; the latest come first. */
const MOST = 100;

interface Window {
  start: string;
  end: string;
}
const overlap = (a: Window, b: Window): boolean => a.start <= b.end && b.start <= a.end;

async function templateAt(hash: string, signal: AbortSignal): Promise<Template | null> {
  const parsed = parseTemplate(await client.call(templateRoutes.get, { params: { hash }, signal }));
  return parsed.ok ? parsed.template : null;
}

/** Campaigns that run, on their real dates, each unit on the template it runs on. */
async function running(window: Window, signal: AbortSignal): Promise<ConcurrentPlan[]> {
  const { entries } = await client.call(campaignRoutes.list, { query: { limit: MOST }, signal });
  const plans = await Promise.all(
    entries
      .filter(
        ({ status, startDate, endDate }) => status !== 'closed' && overlap(window, { start: startDate, end: endDate }),
      )
      .map(async ({ id, template: hash, startDate, endDate }) => {
        const { templates } = await client.call(campaignRoutes.templates, { params: { campaign: id }, signal });
        const [template, ...effective] = await Promise.all([
          templateAt(hash, signal),
          ...templates
            .filter((one) => one.hash !== hash)
            .map(async (one) => ({ units: one.units, template: await templateAt(one.hash, signal) })),
        ]);
        if (template === null) return [];
        return [
          {
            id,
            template,
            window: { start: startDate, end: endDate },
            units: templates.flatMap(({ units }) => units),
            effective: effective.flatMap((one) =>
              one.template === null ? [] : [{ units: one.units, template: one.template }],
            ),
          },
        ];
      }),
  );
  return plans.flat();
}

/** Published plans that nobody has launched yet, on the dates they are planned for. */
async function planned(except: string, window: Window, signal: AbortSignal): Promise<ConcurrentPlan[]> {
  const { entries } = await client.call(designRoutes.list, { query: { kind: 'template', limit: 20 }, signal });
  const plans = await Promise.all(
    entries
      .filter(({ id, published }) => id !== except && published !== null)
      .map(async ({ id, published }) => {
        const params = { design: id, number: published?.number ?? 1 };
        const parsed = parseTemplate((await client.call(designRoutes.version, { params, signal })).template);
        return parsed.ok && overlap(window, parsed.template.window) ? [{ id, template: parsed.template }] : [];
      }),
  );
  return plans.flat();
}

/**
 * What runs at the same time for the same offices: campaigns that are running, and published plans to come. What runs
 * of the plan itself is left out, as it would count twice.
 *
 * @returns null while it is fetched; `failed` where that could not be
 */
export function useConcurrent(
  wanted: boolean,
  plan: { design: string; template: string; window: Window },
): { plans: readonly ConcurrentPlan[] | null; failed: boolean } {
  const { start, end } = plan.window;
  const query = useQuery({
    queryKey: ['designs', 'concurrent', plan.design, plan.template, start, end],
    queryFn: async ({ signal }) => {
      const [campaigns, designs] = await Promise.all([
        running({ start, end }, signal),
        planned(plan.design, { start, end }, signal),
      ]);
      const launched = new Set(campaigns.map(({ template }) => template.id));
      return [...campaigns, ...designs.filter(({ template }) => !launched.has(template.id))].filter(
        ({ template }) => template.id !== plan.template,
      );
    },
    enabled: wanted,
    staleTime: 60_000,
  });
  return { plans: query.isError ? [] : (query.data ?? null), failed: query.isError };
}
