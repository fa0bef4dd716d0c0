/** A delivery status notification as a mail server writes it, about one mail of ours. */
export function dsn(about: {
  messageId: string;
  seal: string;
  to: string;
  action: string;
  status: string;
  said: string;
}): string {
  return [
    'From: MAILER-DAEMON@mx.example.com',
    'To: office@example.com',
    'Subject: Delivery Status Notification',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '投递失败。',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    '',
    `Original-Recipient: rfc822;${about.to}`,
    `Final-Recipient: rfc822; ${about.to}`,
    `Action: ${about.action}`,
    `Status: ${about.status}`,
    `Diagnostic-Code: smtp;`,
    `  ${about.said}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${about.messageId}`,
    `X-Xiaohao-Seal: ${about.seal}`,
    'Subject: =?utf-8?B?5pW05pS5?=',
    '',
    '--b--',
    '',
  ].join('\r\n');
}

/** A mailbox's own answer; `header` says whether it is one. */
export function autoReply({ messageId, to, header }: { messageId: string; to: string; header: string }): string {
  return [
    `From: <${to}>`,
    'To: office@example.com',
    'Subject: Re: 外出',
    header,
    `In-Reply-To: ${messageId}`,
    `References: ${messageId}`,
    '',
    '我外出至10月8日。',
    '',
  ].join('\r\n');
}
