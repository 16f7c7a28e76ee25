import type { ThemeConfig } from 'antd';

/** Ink blue of official paper, cinnabar for what needs attention; the system's own typefaces, nothing is fetched. */
export const theme: ThemeConfig = {
  // One version of the library on the page: its styles need no name of their own for each theme, so that the denser forms
  // of the designer share those of the page instead of making them all again.
  hashed: false,
  token: {
    colorPrimary: '#1d5580',
    colorLink: '#1d5580',
    colorError: '#b42c1b',
    colorWarning: '#9a6200',
    // Made from the colour above they would be muddy.
    colorWarningBg: '#fdf4e3',
    colorWarningBgHover: '#faebd0',
    colorWarningBorder: '#e6c88f',
    colorSuccess: '#2c6e49',
    colorSuccessBg: '#eef6f0',
    colorSuccessBgHover: '#e0efe4',
    colorSuccessBorder: '#a9cdb6',
    colorInfo: '#1d5580',
    colorInfoBg: '#eef4f8',
    colorInfoBgHover: '#e0ebf2',
    colorInfoBorder: '#a9c5d8',
    colorTextBase: '#1f2a33',
    colorTextDescription: '#5a6772',
    colorTextPlaceholder: '#6b7782',
    colorBorder: '#c6cfd6',
    colorBgLayout: '#f4f6f7',
    // What is chosen in a list stays readable on its ground.
    controlItemBgActive: '#e6eef4',
    controlItemBgActiveHover: '#d9e6ef',
    borderRadius: 6,
    // Set per language in base.css: Chinese wants its quotation marks full-width, English does not.
    fontFamily: 'var(--font)',
    motion: !globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches,
  },
};
