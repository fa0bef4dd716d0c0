/** What the calendar's refusals say; the codes stand in `domain/errors.ts`. */
export const calendarErrors = {
  'unknown-zone': 'Unknown time zone "{zone}". Give a name such as Asia/Shanghai.',
  'calendar-notice-invalid': 'Holiday notice, line {line}, "{field}": expected {expected}.',
};
