import { useEffect, useMemo } from 'react';
import type { Template } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { sheetsOf } from './files.js';
import './print-sheets.css';

/** The sheets that the browser's own print dialog prints, or keeps as PDF; seen on paper only. */
export function PrintSheets({ template, done }: { template: Template; done: () => void }) {
  const { language } = useWords();
  const sheets = useMemo(() => sheetsOf(template, language), [template, language]);
  useEffect(() => {
    addEventListener('afterprint', done);
    print();
    return () => removeEventListener('afterprint', done);
  }, [done]);
  return (
    <div className="print-sheets">
      {sheets.map(({ svg }, index) => (
        // The drawing writes every text of people escaped.
        <div key={`${index}`} className="print-sheet" dangerouslySetInnerHTML={{ __html: svg }} />
      ))}
    </div>
  );
}
