import { DownOutlined, KeyOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { sessionRoutes } from '@gangmu/contract';
import { ChangePassword } from '../features/access/change-password.js';
import { useSession } from '../features/access/session.js';
import { client } from '../platform/client.js';
import { useWords } from '../platform/language.js';
import { SESSION_KEY } from '../platform/query-client.js';

/** Who is signed in; change password; sign out. */
export function PersonMenu() {
  const session = useSession();
  const queries = useQueryClient();
  const { t, local } = useWords();
  const [changing, setChanging] = useState(false);
  if (session.data == null) return null;

  const signOut = async (): Promise<void> => {
    // Whatever the engine answers, this browser forgets what it has seen.
    await client.call(sessionRoutes.signOut).catch(() => undefined);
    queries.clear();
    queries.setQueryData(SESSION_KEY, null);
  };
  const { person, home } = session.data;
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'who',
              type: 'group',
              label: home === null ? local(person.name) : `${local(person.name)} · ${local(home.name)}`,
            },
            { key: 'password', icon: <KeyOutlined />, label: t('person.password'), onClick: () => setChanging(true) },
            { key: 'out', icon: <LogoutOutlined />, label: t('person.signout'), onClick: () => void signOut() },
          ],
        }}
      >
        <Button
          type="text"
          className="person"
          aria-label={`${t('person.menu')}: ${local(person.name)}`}
          icon={<UserOutlined />}
        >
          <span className="name">{local(person.name)}</span>
          <DownOutlined style={{ fontSize: 10 }} />
        </Button>
      </Dropdown>
      {changing && <ChangePassword close={() => setChanging(false)} />}
    </>
  );
}
