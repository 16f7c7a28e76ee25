import { Navigate } from 'react-router';
import { MissingPage } from '../../shell/missing-page.js';
import { useSession } from '../access/session.js';
import { settingsFor } from './settings-pages.js';

/** The settings by their bare address: the first page one may open. */
export function SettingsHome() {
  const session = useSession();
  const [first] = settingsFor(session.data);
  return first === undefined ? <MissingPage /> : <Navigate to={`/settings/${first}`} replace />;
}
