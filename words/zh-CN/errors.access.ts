/** 登录、链接与上传的错误。 */
export const accessErrors = {
  'sign-in-needed': '请先登录再查看此页。',
  'link-expired': '链接无效或已失效。请申请新链接。',
  'code-wrong': '动态码不对，还可再试 {left} 次。请填验证器当前显示的 6 位数字，用过的要等下一个。',
  'locked-out': '动态码多次不对，{until} 前暂停登录。请稍后再试，或请系统管理员重设动态码。',
  'too-many-requests': '操作过于频繁。请等 {seconds} 秒再试。',
  'form-forged': '页面已过期或不是从本系统打开的，本次未办。请回到原页面刷新后再办。',
  'not-for-you': '无权查看此页。请联系整改办。',
  'seal-wrong': '动态码密钥与数据不符。请恢复数据目录中的 seal 文件，或请系统管理员重设动态码。',
  'identity-refused': '统一身份认证未通过（{why}），本次未登录。请重新登录，或改用邮件链接。',
  'identity-unknown': '统一身份认证已通过，但名录中没有这个邮箱。请联系整改办核对名录。',
  'identity-away': '统一身份认证暂时没有响应。请稍后再试，或改用邮件链接。',
  'file-kind': '“{file}”不是可收的文件。请交 PDF、OFD、Word、Excel、图片或 MP4。',
  'file-over-limit': '文件超过 {limit} MB。请压缩或分成几个文件再传，其他内容已存。',
  'files-over-quota': '本单位已传文件合计将超过 {limit} MB。请联系整改办。',
};
