import { QueryClientProvider } from '@tanstack/react-query';
import { App as Messages, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { useWords } from './platform/language.js';
import { queryClient } from './platform/query-client.js';
import { CrashPage } from './shell/crash-page.js';
import { Layout } from './shell/layout.js';
import { MissingPage } from './shell/missing-page.js';
import { Entrance } from './features/access/entrance.js';
import { SettingsHome } from './features/settings/settings-home.js';
import { theme } from './theme/theme.js';

// Each page is a chunk of its own: a phone on a village line loads what it shows.
const CampaignsPage = lazy(async () => ({
  default: (await import('./features/monitor/campaigns-page.js')).CampaignsPage,
}));
const CampaignPage = lazy(async () => ({
  default: (await import('./features/monitor/campaign-page.js')).CampaignPage,
}));
const DesignsPage = lazy(async () => ({
  default: (await import('./features/designer/gallery/designs-page.js')).DesignsPage,
}));
const DesignerPage = lazy(async () => ({
  default: (await import('./features/designer/designer-page.js')).DesignerPage,
}));
const InboxPage = lazy(async () => ({
  default: (await import('./features/designer/takeover/inbox-page.js')).InboxPage,
}));
const TakeoverPage = lazy(async () => ({
  default: (await import('./features/designer/takeover/takeover-page.js')).TakeoverPage,
}));
const VariancesPage = lazy(async () => ({
  default: (await import('./features/designer/adapting/variances-page.js')).VariancesPage,
}));
const AdoptionPage = lazy(async () => ({
  default: (await import('./features/designer/adoption/adoption-page.js')).AdoptionPage,
}));
const TighteningsPage = lazy(async () => ({
  default: (await import('./features/designer/adoption/tightenings-page.js')).TighteningsPage,
}));
const UnitChangesPage = lazy(async () => ({
  default: (await import('./features/settings/unit-changes-page.js')).UnitChangesPage,
}));
const PeoplePage = lazy(async () => ({
  default: (await import('./features/settings/people-page.js')).PeoplePage,
}));
const CalendarsPage = lazy(async () => ({
  default: (await import('./features/settings/calendars-page.js')).CalendarsPage,
}));
const LedgerPage = lazy(async () => ({ default: (await import('./features/ledger/ledger-page.js')).LedgerPage }));
const ProblemPage = lazy(async () => ({ default: (await import('./features/ledger/problem-page.js')).ProblemPage }));
const RunPage = lazy(async () => ({ default: (await import('./features/desk/run-page.js')).RunPage }));

const router = createBrowserRouter([
  {
    element: <Entrance />,
    errorElement: <CrashPage />,
    children: [
      {
        element: <Layout />,
        children: [
          {
            errorElement: <CrashPage />,
            children: [
              { path: '/', element: <CampaignsPage /> },
              { path: '/campaigns/:campaign', element: <CampaignPage /> },
              { path: '/campaigns/:campaign/runs/:run', element: <RunPage /> },
              { path: '/designs', element: <DesignsPage /> },
              { path: '/designs/inbox', element: <InboxPage /> },
              { path: '/designs/:design', element: <DesignerPage /> },
              { path: '/designs/:design/takeover', element: <TakeoverPage /> },
              { path: '/designs/:design/variances', element: <VariancesPage /> },
              { path: '/designs/:design/adoption', element: <AdoptionPage /> },
              { path: '/designs/:design/tightenings', element: <TighteningsPage /> },
              { path: '/ledger', element: <LedgerPage /> },
              { path: '/ledger/:problem', element: <ProblemPage /> },
              { path: '/settings', element: <SettingsHome /> },
              { path: '/settings/units', element: <UnitChangesPage /> },
              { path: '/settings/people', element: <PeoplePage /> },
              { path: '/settings/calendars', element: <CalendarsPage /> },
              { path: '*', element: <MissingPage /> },
            ],
          },
        ],
      },
    ],
  },
]);

/** The whole editor: language, theme, data, pages. */
export function App() {
  const { language } = useWords();
  return (
    <ConfigProvider locale={language === 'en' ? enUS : zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queryClient}>
        <Messages component={false}>
          <RouterProvider router={router} />
        </Messages>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
