import { createContext, useContext, useEffect } from 'react';
import { useWords } from '../platform/language.js';

export const HeaderTitleContext = createContext<(title: string | null) => void>(() => undefined);

/** Puts a page's name into the browser's title, and the campaign's into the header while the page is shown. */
export function usePageTitle(page: string | undefined, campaign: string | null = null): void {
  const setTitle = useContext(HeaderTitleContext);
  const { t } = useWords();
  const product = t('product');
  useEffect(() => {
    document.title = page === undefined || page === '' ? product : `${page} · ${product}`;
  }, [page, product]);
  useEffect(() => {
    setTitle(campaign);
    return () => setTitle(null);
  }, [setTitle, campaign]);
}
