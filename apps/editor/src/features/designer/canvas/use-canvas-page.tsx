import { App } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import {
  type Fragment,
  fragmentOf,
  freeId,
  pasteFindings,
  type Point,
  presetTitles,
  readFragment,
  say,
} from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { available, type Command, type Desk } from '../commands.js';
import type { Autosave } from '../session/autosave.js';
import { newId } from '../session/names.js';
import type { Place } from '../session/session.js';
import { useSessionStore } from '../session/use-editing.js';
import { backToWorkplace, toWorkplace } from '../workplace.js';
import { arrange } from './arrange.js';
import type { CanvasControl, CanvasPage } from './canvas-control.js';
import { keepCopied, lastCopied } from './copied.js';
import { adding, dropped, phaseAmong, removing, stepsAmong, titlesOf, together } from './hands.js';

/** The clipboard's own type: other programs paste the titles instead. */
const FRAGMENT_TYPE = 'application/x-gangmu-fragment';

interface Options {
  control: CanvasControl;
  autosave: Autosave | null;
  openProperties: () => void;
}

/** What the commands do with the canvas, and the dialogs they open. */
export function useCanvasPage({ control, autosave, openProperties }: Options) {
  const { t, language } = useWords();
  const { message, modal } = App.useApp();
  const session = useSessionStore();
  const [renaming, setRenaming] = useState<Place | null>(null);
  const [connecting, setConnecting] = useState<{ from: string; to: string | null } | null>(null);
  const [menuAt, setMenuAt] = useState<Point | null>(null);
  /** A kind is being chosen; `after` what it is to follow. */
  const [picking, setPicking] = useState<{ after: string | undefined; at?: Point } | null>(null);
  const [finding, setFinding] = useState(false);
  const [helping, setHelping] = useState(false);

  const focus = useCallback(() => toWorkplace(control), [control]);

  const add = useCallback(
    (kind: string, where: { at?: Point; after?: string | undefined }) => {
      const { template, base, selection, apply } = session.getState();
      const layout = control.current?.layout;
      if (layout === undefined) return;
      const id = newId((taken) => Object.hasOwn(template.steps, taken), kind);
      const chosen = phaseAmong(selection) ?? template.steps[stepsAmong(selection).at(-1) ?? '']?.phase;
      const operations = adding(
        template,
        layout,
        {
          id,
          kind,
          ...(where.at === undefined ? {} : { at: where.at }),
          ...(where.after === undefined ? {} : { after: where.after }),
          ...(chosen === undefined ? {} : { phase: chosen }),
        },
        { role: presetTitles.lead, phase: presetTitles.phase },
        base !== null,
      );
      if (apply(together(operations), { select: [`/steps/${id}`] }).ok) setRenaming(`/steps/${id}`);
    },
    [session, control],
  );

  const paste = useCallback(
    (fragment: Fragment | null): boolean => {
      if (fragment === null) {
        message.info(t('designer.paste.nothing'));
        return false;
      }
      const { template, base, selection, apply } = session.getState();
      const ids: Record<string, string> = {};
      const taken = new Set([...Object.keys(template.steps), ...Object.keys(template.phases)]);
      for (const old of Object.keys(fragment.steps)) {
        const id = freeId((one) => taken.has(one), old);
        taken.add(id);
        ids[old] = id;
      }
      const phase = phaseAmong(selection) ?? template.steps[stepsAmong(selection).at(-1) ?? '']?.phase;
      // Cards find a place of their own: on top of those they were copied from they would not be seen.
      const target = { ids, ...(phase === undefined ? {} : { phase }), local: base !== null };
      const done = apply(
        { op: 'paste', fragment: { ...fragment, layout: {} }, ...target },
        { select: Object.values(ids).map((id) => `/steps/${id}`) },
      );
      if (!done.ok) return false;
      const count = Object.keys(ids).length;
      const left = pasteFindings(template, fragment, target);
      if (left.length === 0) message.success(t('designer.pasted', { count }));
      else
        modal.warning({
          title: t('designer.pasted', { count }),
          content: (
            <ul>
              {left.map(({ code, path, params }) => (
                <li key={path}>{say(language, code, params)}</li>
              ))}
            </ul>
          ),
          okText: t('action.close'),
          afterClose: focus,
        });
      return true;
    },
    [session, message, modal, t, language, focus],
  );

  const remove = useCallback(() => {
    const { template, selection, apply } = session.getState();
    const operations = removing(template, selection, 'refuse');
    if (operations.length === 0) return;
    const done = apply(together(operations), { select: [], quiet: true });
    if (done.ok) return;
    const { refusal } = done;
    const both = removing(template, selection, 'remove');
    modal.confirm({
      title: t('designer.remove.title'),
      content: t('designer.remove.text', {
        reason: say(language, refusal.code, refusal.params).replace(/[。.]\s*$/, ''),
      }),
      okText: t('designer.remove.ok'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: () => {
        apply(together(both), { select: [] });
      },
      afterClose: focus,
    });
  }, [session, modal, t, language, focus]);

  const copy = useCallback(
    (cut: boolean): Fragment | null => {
      const { template, selection } = session.getState();
      const ids = stepsAmong(selection);
      if (ids.length === 0) return null;
      const fragment = fragmentOf(template, ids);
      keepCopied(fragment);
      if (cut) remove();
      else message.success(t('designer.copied', { count: ids.length }));
      return fragment;
    },
    [session, remove, message, t],
  );

  const tidyUp = useCallback(async (): Promise<void> => {
    const positions = await session.getState().places();
    // Cards that came while it was worked out find a place by themselves.
    const done = session.getState().apply({ op: 'tidy', ...(positions === null ? {} : { positions }) });
    if (done.ok) requestAnimationFrame(() => control.current?.fit());
  }, [session, control]);

  const desk = useMemo(
    (): Desk => ({
      chooseKind: (after) => setPicking({ after }),
      addPhase: () => {
        const { template, apply } = session.getState();
        const id = newId((taken) => Object.hasOwn(template.phases, taken), 'phase');
        if (apply({ op: 'add-phase', id, title: presetTitles.phase }, { select: [`/phases/${id}`] }).ok)
          setRenaming(`/phases/${id}`);
      },
      rename: setRenaming,
      connectFrom: (from) => {
        setConnecting({ from, to: null });
        focus();
      },
      remove,
      duplicate: () => {
        const { template, base, selection, apply } = session.getState();
        const ids = Object.fromEntries(
          stepsAmong(selection).map((id) => [
            id,
            newId((taken) => Object.hasOwn(template.steps, taken), template.steps[id]?.kind ?? 'step'),
          ]),
        );
        if (Object.keys(ids).length === 0) return;
        apply(
          { op: 'duplicate-steps', ids, local: base !== null },
          { select: Object.values(ids).map((id) => `/steps/${id}`) },
        );
      },
      copy: (cut) => void copy(cut),
      paste: () => void paste(lastCopied()),
      arrange: (how) => {
        const { template, selection, apply } = session.getState();
        const handle = control.current;
        if (handle === null) return;
        const operations = dropped(template, handle.layout, arrange(handle.standing(stepsAmong(selection)), how));
        if (operations.length > 0) apply(together(operations));
      },
      tidy: () => void tidyUp(),
      fit: (selection) => control.current?.fit(selection ? stepsAmong(session.getState().selection) : undefined),
      zoom: (by) => control.current?.zoom(by),
      find: () => setFinding(true),
      help: () => setHelping(true),
      save: () => void autosave?.flush(),
      openProperties,
    }),
    [session, control, autosave, openProperties, copy, paste, remove, tidyUp, focus],
  );
  const run = useCallback(
    (command: Command) => {
      const editing = session.getState();
      if (available(command, editing, control.current !== null)) command.run(desk, editing);
    },
    [session, desk, control],
  );

  const page = useMemo(
    (): CanvasPage => ({
      run,
      addPhase: () => desk.addPhase(),
      addAfter: (after, at) => setPicking({ after, at }),
      openMenu: setMenuAt,
      dropKind: (kind, at) => add(kind, { at }),
      copied: (clipboard, cut) => {
        const fragment = copy(cut && session.getState().readOnly === null);
        if (fragment === null) return;
        clipboard.setData('text/plain', titlesOf(fragment, language));
        clipboard.setData(FRAGMENT_TYPE, JSON.stringify(fragment));
      },
      pasted: (clipboard) => {
        if (session.getState().readOnly !== null) return false;
        const own = clipboard.getData(FRAGMENT_TYPE);
        // A fragment as text comes from a file or a message.
        const fragment = readFragment(own === '' ? clipboard.getData('text/plain') : own);
        return paste(fragment);
      },
    }),
    [run, desk, add, copy, paste, session, language],
  );

  return {
    page,
    run,
    renaming,
    setRenaming,
    connecting,
    setConnecting,
    menuAt,
    closeMenu: () => setMenuAt(null),
    picking,
    pick: (kind: string) => {
      const { after, at } = picking ?? {};
      setPicking(null);
      add(kind, { after, ...(at === undefined ? {} : { at }) });
    },
    stopPicking: () => setPicking(null),
    /** From the palette: after nothing, in the phase one is in. */
    addKind: (kind: string) => add(kind, {}),
    finding,
    closeFind: () => setFinding(false),
    /** A dialog is gone: the keyboard is where one works, or where one went on. */
    back: () => backToWorkplace(control),
    goTo: (place: Place) => {
      setFinding(false);
      session.getState().select([place]);
      // After the canvas has moved to what is selected.
      requestAnimationFrame(() => control.current?.approach(place));
      control.current?.focus();
    },
    runFound: (command: Command) => {
      setFinding(false);
      control.current?.focus();
      run(command);
    },
    helping,
    closeHelp: () => {
      setHelping(false);
      focus();
    },
  };
}
