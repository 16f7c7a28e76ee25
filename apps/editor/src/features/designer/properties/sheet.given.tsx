/** A sheet over a template held in memory, and what a user's hand needs: for specs of the forms. */
import type { Organisation } from '@gangmu/contract';
import { applyEdits, applyOperation, type Edit, lintTemplate, lockAt, type Refusal, type Template } from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';
import { configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigProvider } from 'antd';
import axe from 'axe-core';
import { type ReactNode, useMemo, useState } from 'react';
import { changeLanguage, type Language, startLanguage } from '../../../platform/language.js';
import { plannedDates } from './planned-dates.js';
import { type Sheet, SheetProvider } from './sheet.js';
import { templateOf } from './template.given.js';

// What is hidden is not on the page at all here; asking for it element by element takes seconds.
configure({ defaultHidden: true });

/** A user's hand that does not wait between keys. */
export const hand = userEvent.setup({ delay: null, pointerEventsCheck: 0 });

/** The template as it stands, and what was asked for on the way. */
export interface Held {
  template: Template;
  shown: string[];
  asked: string[];
  changes: number;
  kept: readonly string[];
}

interface Options {
  template?: Template;
  base?: Template | null;
  organisation?: Organisation;
  mayEdit?: boolean;
  language?: Language;
}

let started = false;

/** Puts a form on the page, over a template that really changes. */
export function open(form: ReactNode, options: Options = {}): Held {
  if (!started) startLanguage();
  started = true;
  changeLanguage(options.language ?? 'zh');
  const held: Held = { template: options.template ?? templateOf(), shown: [], asked: [], changes: 0, kept: [] };
  const base = options.base ?? null;
  function Page() {
    const [template, setTemplate] = useState(held.template);
    const [kept, setKept] = useState(held.kept);
    const sheet = useMemo((): Sheet => {
      const calendar = calendarNamed(template.calendar);
      const settle = (done: ReturnType<typeof applyEdits>): Refusal | null => {
        if (!done.ok) return done.refusal;
        held.template = done.value.template;
        held.changes += 1;
        setTemplate(held.template);
        return null;
      };
      return {
        template,
        base,
        organisation: options.organisation ?? null,
        calendar,
        dates: plannedDates(template),
        findings: lintTemplate(template, { calendar }),
        mayEdit: options.mayEdit ?? true,
        lockAt: (path) => (base === null ? null : lockAt(base, path)),
        change: (edits: readonly Edit[]) => settle(applyEdits(held.template, edits)),
        apply: (operation) => settle(applyOperation(held.template, operation)),
        kept,
        keep: (path, on) => {
          held.kept = on ? [...held.kept, path] : held.kept.filter((one) => one !== path);
          setKept(held.kept);
        },
        show: (path) => held.shown.push(path),
        askVariance: (path) => held.asked.push(path),
      };
    }, [template, kept]);
    return (
      <ConfigProvider theme={{ token: { motion: false } }}>
        <SheetProvider value={sheet}>{form}</SheetProvider>
      </ConfigProvider>
    );
  }
  render(<Page />);
  return held;
}

/**
 * Violations of accessibility on the page. Colours and regions are the page's business: jsdom paints nothing, and a
 * form alone has no landmarks.
 */
export async function violations(): Promise<string[]> {
  const result = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Opens a section of the form, if it is folded. */
export const unfold = async (name: RegExp): Promise<void> => {
  const heading = screen.getByRole('button', { name });
  if (heading.getAttribute('aria-expanded') === 'false') await hand.click(heading);
};
/** Chooses from a select by what is written there. */
export async function choose(label: string, option: string): Promise<void> {
  await hand.click(screen.getByLabelText(label));
  const [found] = (await screen.findAllByText(option)).filter(
    (each) => each.closest('.ant-select-item-option') !== null,
  );
  if (found === undefined) throw new Error(`no option ${option}`);
  await hand.click(found);
}
