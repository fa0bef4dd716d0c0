/** Sentences for the codes `mail/` raises. */
export const mailErrors = {
  'mail-address':
    'The address “{address}” of {person} is not one plain address; nothing was sent. Put exactly one address in the directory, such as office@example.cn.',
  'mail-url':
    'The mail server address “{url}” cannot be read. Write smtp://host:port or smtps://user:password@host:port in SMTP_URL.',
  'mail-not-local':
    'A rehearsal mails to this machine only; connecting to “{host}” was refused. Set SMTP_URL to smtp://127.0.0.1:port, or leave it out to use the local inbox.',
};
