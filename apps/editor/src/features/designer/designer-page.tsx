import { useParams } from 'react-router';
import { useWords } from '../../platform/language.js';
import { usePageTitle } from '../../shell/header-title.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { Spinner } from '../../shell/spinner.js';
import { useSession } from '../access/session.js';
import { Designer } from './designer.js';
import { DraftContext } from './session/draft-control.js';
import { SessionContext } from './session/use-editing.js';
import { useDesign } from './session/use-design.js';
import { Unreadable } from './unreadable.js';
import './designer-page.css';

/** One design, opened for editing or only to be looked at. */
export function DesignerPage() {
  const { design = '' } = useParams();
  const me = useSession();
  if (me.data == null) return <Spinner />;
  return <OpenDesign key={design} id={design} person={me.data.person.id} />;
}

function OpenDesign({ id, person }: { id: string; person: string }) {
  const { t, local } = useWords();
  const { opened, error, session, lease, reopen } = useDesign(id, person);
  usePageTitle(opened === undefined ? t('designs.title') : local(opened.design.title));
  if (opened === undefined)
    return error === null ? <Spinner /> : <LoadFailure error={error} retry={() => reopen(false)} />;
  if (!('template' in opened))
    return (
      <DraftContext value={{ design: id, lease, autosave: null, reopen }}>
        <Unreadable opened={opened} again={() => reopen(false)} />
      </DraftContext>
    );
  if (session === null) return <Spinner />;
  return (
    <DraftContext value={{ design: id, lease, autosave: session.autosave, reopen }}>
      <SessionContext value={session.session}>
        <Designer opened={opened} autosave={session.autosave} reopen={reopen} />
      </SessionContext>
    </DraftContext>
  );
}
