import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { useMemo } from 'react';
import { type Design, designRoutes } from '@gangmu/contract';
import { parseTemplate, asRoot, reuse, say } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { dateWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { Decisions } from './decisions.js';
import { Thumbnail } from './thumbnail.js';

/** Published root designs one may begin from; the one chosen already is among them. */
export function usePublishedDesigns(wanted: boolean, chosen: Design | null): readonly Design[] {
  const query = useQuery({
    queryKey: ['designs', 'published'],
    queryFn: async ({ signal }) => await client.call(designRoutes.list, { query: { limit: 100 }, signal }),
    enabled: wanted,
  });
  const published = (query.data?.entries ?? []).filter((design) => design.published !== null);
  return chosen === null || published.some(({ id }) => id === chosen.id) ? published : [chosen, ...published];
}

/** The templates that come with the product, with their shape. */
export function ShippedChoice({ value, onChange }: { value?: string; onChange?: (name: string) => void }) {
  const { t, local } = useWords();
  const query = useQuery({
    queryKey: ['designs', 'shipped'],
    queryFn: async ({ signal }) => await client.call(designRoutes.shipped, { signal }),
    staleTime: Infinity,
  });
  const templates = useMemo(
    () =>
      (query.data?.templates ?? []).flatMap(({ name, template }) => {
        const parsed = parseTemplate(template);
        return parsed.ok ? [{ name, template: parsed.template }] : [];
      }),
    [query.data],
  );
  if (query.data === undefined) return <Spin size="small" />;
  return (
    <div className="shipped-list" role="group" aria-label={t('designs.from.shipped')}>
      {templates.map(({ name, template }) => (
        <button key={name} type="button" aria-pressed={value === name} onClick={() => onChange?.(name)}>
          <span className="thumbnail-frame">
            <Thumbnail template={template} />
          </span>
          <span>
            {local(template.title)}
            <small>
              {t('designs.shipped.size', {
                phases: Object.keys(template.phases).length,
                steps: Object.keys(template.steps).length,
              })}
            </small>
          </span>
        </button>
      ))}
    </div>
  );
}

/** What of last year's needs a decision for a new start, before anything is made. */
export function LastYearPreview({ design, start }: { design: Design; start: string }) {
  const { t, language } = useWords();
  const number = design.published?.number ?? 0;
  const version = useQuery({
    queryKey: ['design-version', design.id, number],
    queryFn: async ({ signal }) =>
      await client.call(designRoutes.version, { params: { design: design.id, number }, signal }),
    staleTime: Infinity,
  });
  const reused = useMemo(() => {
    const parsed = version.data === undefined ? null : parseTemplate(version.data.template);
    return parsed?.ok === true ? reuse(asRoot(parsed.template), { start }) : null;
  }, [version.data, start]);
  if (reused === null) return <Spin size="small" />;
  const { window } = reused.template;
  return (
    <>
      <p>
        {t('designs.last-year.window', {
          start: dateWords(window.start, language),
          end: dateWords(window.end, language),
        })}
      </p>
      <Decisions lines={reused.open.map(({ code, params }) => ({ code, text: say(language, code, params) }))} />
    </>
  );
}
