/** What the calendar's refusals say; the codes stand in `domain/errors.ts`. */
export const calendarErrors = {
  'unknown-zone': 'Unknown time zone "{zone}". Give a name such as Asia/Shanghai.',
  'calendar-needs-person':
    '{count} campaigns are to count their dates anew; a person of the office confirms it: add --confirm --as PERSON.',
  'calendar-not-confirmed':
    'The dates of {count} measures would move; nothing is loaded yet. Look them through, then add --confirm --as PERSON.',
  'policy-needs-person':
    '{count} measures count their dates anew; a person confirms another policy: --confirm --as somebody of the office',
  'policy-not-confirmed':
    'Notices of {count} measures would change; the policy is the old one. Look them through, then --confirm --as somebody of the office',
  'calendar-notice-invalid': 'Holiday notice, line {line}, "{field}": expected {expected}.',
};
