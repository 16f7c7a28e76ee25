import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type Design, designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { usePageTitle } from '../../../shell/header-title.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { Spinner } from '../../../shell/spinner.js';
import type { WordKey } from '../../../words/words.js';
import './adapting.css';

/** Pages of a design that look up and down the tree. A page is one line here. */
const PAGES: readonly { id: string; word: WordKey; of: (design: Design) => boolean }[] = [
  { id: 'takeover', word: 'takeover.title', of: ({ kind, may }) => kind === 'adaptation' && may.design },
  { id: 'variances', word: 'variances.title', of: () => true },
  { id: 'adoption', word: 'adoption.title', of: ({ published }) => published !== null },
  { id: 'tightenings', word: 'tightenings.title', of: ({ published }) => published !== null },
];
export const levelPages = (design: Design): typeof PAGES => PAGES.filter(({ of }) => of(design));

interface Props {
  id: string;
  here: string;
  title: string;
  children: (design: Design) => ReactNode;
}

/** A page about a design and the levels around it: whose it is, the way back, and the pages beside. */
export function DesignFrame({ id, here, title, children }: Props) {
  const { t, local } = useWords();
  const design = useQuery({
    queryKey: ['designs', id],
    queryFn: async ({ signal }) => await client.call(designRoutes.get, { params: { design: id }, signal }),
  });
  usePageTitle(title);
  if (design.isError) return <LoadFailure error={design.error} retry={() => void design.refetch()} />;
  if (design.data === undefined) return <Spinner />;
  return (
    <div className="level-page">
      <header>
        <Link to={`/designs/${id}`} className="back">
          ‹ {local(design.data.title)} · {local(design.data.unit.name)}
        </Link>
        <h1>{title}</h1>
        <nav aria-label={t('levels.pages')}>
          {levelPages(design.data).map((page) => (
            <Link key={page.id} to={`/designs/${id}/${page.id}`} aria-current={page.id === here ? 'page' : undefined}>
              {t(page.word)}
            </Link>
          ))}
        </nav>
      </header>
      {children(design.data)}
    </div>
  );
}
