// How people see pages: by day, by night, in a system's few high-contrast colours, from right to left.
const WIDTHS = [390, 1280];

/** Each mode: its name, the widths it is looked at in, what the browser is told, and the language the site is built in when it is not its own. */
export const MODES = [
  { mode: 'light', widths: WIDTHS, options: { colorScheme: 'light' } },
  { mode: 'dark', widths: WIDTHS, options: { colorScheme: 'dark' } },
  { mode: 'forced', widths: WIDTHS, options: { colorScheme: 'dark', forcedColors: 'active' } },
  { mode: 'arabic', widths: WIDTHS, language: 'ar', options: { colorScheme: 'light' } },
];
