import { useState } from 'react';
import { Outlet } from 'react-router';
import { Spinner } from '../../shell/spinner.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { MustChangePassword } from './must-change-password.js';
import { useSession, useSystem } from './session.js';
import { SetupPage } from './setup-page.js';
import { SignInPage } from './sign-in-page.js';

/**
 * The door in front of every page. It shows the sign-in at the address that was asked for, so that after signing in
 * again one is where one was.
 */
export function Entrance() {
  const session = useSession();
  const system = useSystem();
  const [wasIn, setWasIn] = useState(false);
  if (session.data != null && !wasIn) setWasIn(true);
  if (system.data?.empty === true && session.data == null) return <SetupPage />;
  if (session.data === null) return <SignInPage returning={wasIn} />;
  if (session.data === undefined) {
    if (session.isError) return <LoadFailure error={session.error} retry={() => void session.refetch()} />;
    return <Spinner />;
  }
  if (session.data.mustChangePassword) return <MustChangePassword />;
  return <Outlet />;
}
