import { CloseOutlined, MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { App, Button, Segmented, Tabs } from 'antd';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { say } from '@gangmu/core';
import { recall, remember } from '../../platform/browser-memory.js';
import { useWords } from '../../platform/language.js';
import { useNarrow } from '../../platform/use-narrow.js';
import { Spinner } from '../../shell/spinner.js';
import { AdaptingPanel, OwnCount } from './adapting/adapting-panel.js';
import { LevelMenu } from './adapting/level-menu.js';
import { Canvas } from './canvas/canvas.js';
import type { CanvasHandle } from './canvas/canvas-control.js';
import { ContextMenu } from './canvas/context-menu.js';
import { KindPicker } from './canvas/kind-picker.js';
import { Palette } from './canvas/palette.js';
import { useCanvasPage } from './canvas/use-canvas-page.js';
import { BarTools, DesignTitle, ProblemCount } from './bar-parts.js';
import { commandFor } from './commands.js';
import { ExportMenu } from './export/export-menu.js';
import { FindDialog } from './find-dialog.js';
import { Notices } from './notices.js';
import { ProblemsSlot, PropertiesSlot } from './panel-slots.js';
import { PublishDialog } from './publish-dialog.js';
import { SavedSign } from './saved-sign.js';
import type { Autosave } from './session/autosave.js';
import type { OpenedDesign } from './session/open-design.js';
import { useDesignFacts } from './session/use-design.js';
import { useEditing, useSessionStore } from './session/use-editing.js';
import { ShortcutHelp } from './shortcut-help.js';
import { CANVAS, useViewInAddress } from './view-address.js';
import { views } from './views.js';

interface Props {
  opened: OpenedDesign;
  autosave: Autosave | null;
  reopen: (takeOver: boolean) => void;
}

type Panel = 'properties' | 'problems' | 'adapting';

/** The designer: kinds at the left, the drawing in the middle, properties and problems at the right. */
export function Designer({ opened, autosave, reopen }: Props) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const design = useDesignFacts(opened.design);
  const base = useEditing((editing) => editing.base);
  const readOnly = useEditing((editing) => editing.readOnly);

  const small = useNarrow('(max-width: 1100px)');
  // Who adapts thinks in tables, and a phone has no room for a canvas.
  const [view, setView] = useViewInAddress(opened.base !== null || matchMedia('(max-width: 700px)').matches);
  const [paletteOpen, setPaletteOpen] = useState(() => recall('designer.palette') !== 'folded' && !small);
  const [panelOpen, setPanelOpen] = useState(() => !small);
  const [panel, setPanel] = useState<Panel>('properties');
  const [publishing, setPublishing] = useState(false);

  const openProperties = useCallback(() => {
    setPanel('properties');
    setPanelOpen(true);
  }, []);
  const control = useRef<CanvasHandle | null>(null);
  const canvas = useCanvasPage({ control, autosave, openProperties });
  const { page, run } = canvas;

  // What could not be done is said where one looks, in words.
  useEffect(
    () =>
      session.subscribe(({ refused }, before) => {
        if (refused === null || refused === before.refused) return;
        message.open({
          key: 'refused',
          type: 'warning',
          duration: 5,
          content: say(language, refused.refusal.code, refused.refusal.params),
        });
      }),
    [session, language, message],
  );
  useEffect(
    () =>
      session.subscribe((now, before) => {
        if (now.shown !== before.shown) openProperties();
      }),
    [session, openProperties],
  );

  // Undo, find and save work wherever the focus is, except where one is typing.
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const target = event.target as HTMLElement | null;
      const typing = target?.closest('input, textarea, [contenteditable="true"]') != null;
      const command = commandFor(event);
      if (command === undefined) return;
      const everywhere = ['find', 'save', 'help', 'undo', 'redo'].includes(command.id);
      if (!everywhere || (typing && command.id !== 'find' && command.id !== 'save')) return;
      if (command.id === 'help' && document.querySelector('.ant-modal-wrap:not([style*="none"])') !== null) return;
      event.preventDefault();
      run(command);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [run]);

  const other = views.find(({ id }) => id === view);
  const options = useMemo(
    () => [
      { value: CANVAS, label: t('designer.view.canvas') },
      ...views.map(({ id, word }) => ({ value: id, label: t(word) })),
    ],
    [t],
  );
  return (
    <div className="designer">
      <header className="designer-bar">
        <Link to="/designs" className="back" aria-label={t('designer.back')}>
          ‹
        </Link>
        <DesignTitle openProperties={openProperties} />
        <span className="design-number">
          {design.published === null
            ? t('designer.version.draft')
            : t('designer.version.number', { number: design.published.number })}
        </span>
        <SavedSign />
        <BarTools run={run} />
        {options.length > 1 && (
          <Segmented aria-label={t('designer.views')} options={options} value={view} onChange={setView} />
        )}
        <span className="right">
          <ExportMenu applies={design.applies} published={design.published} />
          <LevelMenu design={design} />
          {design.may.publish && autosave !== null && (
            <Button type="primary" disabled={readOnly !== null} onClick={() => setPublishing(true)}>
              {t('designer.publish')}
            </Button>
          )}
          <Button
            type="text"
            aria-label={t(panelOpen ? 'designer.panel.fold' : 'designer.panel.unfold')}
            title={t(panelOpen ? 'designer.panel.fold' : 'designer.panel.unfold')}
            aria-expanded={panelOpen}
            icon={panelOpen ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
            onClick={() => setPanelOpen(!panelOpen)}
          />
        </span>
      </header>
      <Notices opened={opened} reopen={reopen} />
      <div className="designer-body">
        {other === undefined ? (
          <>
            <Palette
              open={paletteOpen}
              toggle={() => {
                remember('designer.palette', paletteOpen ? 'folded' : 'open');
                setPaletteOpen(!paletteOpen);
              }}
              disabled={readOnly !== null}
              phases={base === null}
              add={canvas.addKind}
              addPhase={page.addPhase}
            />
            <Canvas
              control={control}
              page={page}
              renaming={canvas.renaming}
              setRenaming={canvas.setRenaming}
              connecting={canvas.connecting}
              setConnecting={canvas.setConnecting}
            />
          </>
        ) : (
          <div className="designer-view">
            <Suspense fallback={<Spinner />}>
              <other.page />
            </Suspense>
          </div>
        )}
        {panelOpen && (
          <aside className="designer-panel" aria-label={t('designer.panel')}>
            <Tabs
              activeKey={panel}
              onChange={(key) => setPanel(key as Panel)}
              size="small"
              tabBarExtraContent={
                small && (
                  <Button
                    type="text"
                    size="small"
                    aria-label={t('action.close')}
                    icon={<CloseOutlined aria-hidden />}
                    onClick={() => setPanelOpen(false)}
                  />
                )
              }
              items={[
                { key: 'properties', label: t('designer.panel.properties'), children: <PropertiesSlot /> },
                {
                  key: 'problems',
                  label: (
                    <>
                      {t('designer.panel.problems')}
                      <ProblemCount />
                    </>
                  ),
                  children: <ProblemsSlot />,
                },
                ...(base === null
                  ? []
                  : [
                      {
                        key: 'adapting',
                        label: (
                          <>
                            {t('adapting.panel')}
                            <OwnCount />
                          </>
                        ),
                        children: <AdaptingPanel design={design} />,
                      },
                    ]),
              ]}
            />
          </aside>
        )}
      </div>
      <ContextMenu
        at={canvas.menuAt}
        close={() => {
          canvas.closeMenu();
          control.current?.focus();
        }}
        run={run}
      />
      <KindPicker open={canvas.picking !== null} choose={canvas.pick} close={canvas.stopPicking} closed={canvas.back} />
      <FindDialog
        open={canvas.finding}
        close={canvas.closeFind}
        closed={canvas.back}
        goTo={canvas.goTo}
        run={canvas.runFound}
        drawing={other === undefined}
      />
      <ShortcutHelp open={canvas.helping} close={canvas.closeHelp} />
      {publishing && autosave !== null && (
        <PublishDialog
          design={design}
          autosave={autosave}
          close={() => setPublishing(false)}
          showProblems={() => {
            setPublishing(false);
            setPanel('problems');
            setPanelOpen(true);
          }}
          simulate={
            view === 'simulate'
              ? undefined
              : () => {
                  setPublishing(false);
                  setView('simulate');
                }
          }
          published={() => {
            setPublishing(false);
            reopen(false);
          }}
        />
      )}
    </div>
  );
}
