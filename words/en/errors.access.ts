/** Signing in, links and files handed in. */
export const accessErrors = {
  'sign-in-needed': 'Sign in to see this page.',
  'link-expired': 'The link is not valid, or no longer. Ask for a new one.',
  'code-wrong':
    'The code is not right; {left} more tries. Give the 6 digits the authenticator shows now; each counts once.',
  'locked-out': 'Too many wrong codes: no sign-in before {until}. Wait, or have the administrator reset your code.',
  'too-many-requests': 'Too many requests. Try again in {seconds} seconds.',
  'form-forged': 'The page was too old or not opened from here; nothing was done. Go back, reload it and try again.',
  'not-for-you': 'You may not see this page. Ask the office.',
  'seal-wrong': 'The key for the codes is not the one of this data. Restore the file `seal`, or have the code reset.',
  'identity-refused':
    'The office’s sign-in did not let you through ({why}); you are not signed in. Try again, or use a link.',
  'identity-unknown': 'The office’s sign-in knows you, but the directory has no such address. Ask the office.',
  'identity-away': 'The office’s sign-in does not answer. Try later, or use a link by mail.',
  'file-kind': '“{file}” is no file that is taken. Hand in PDF, OFD, Word, Excel, a picture or MP4.',
  'file-over-limit': 'The file is over {limit} MB. Compress or split it; everything else is saved.',
  'files-over-quota': 'The files of this unit would exceed {limit} MB. Ask the office.',
};
