/** Sentences for the codes `mail/` raises. */
export const mailErrors = {
  'mail-address':
    '{person} 的邮箱“{address}”不是一个完整的单一地址，邮件未发。请在单位名录中改为一格一个地址，如 office@example.cn。',
  'mail-url': '发信服务器地址“{url}”无法读取。请写成 smtp://主机:端口 或 smtps://用户:口令@主机:端口，检查 SMTP_URL。',
  'mail-not-local':
    '演练只能发往本机，已拒绝连接“{host}”。请把 SMTP_URL 改为 smtp://127.0.0.1:端口，或去掉该设置以使用本机收件箱。',
};
