const longest = 40;

/** A measure's short title: its first clause, as the notices put it in front (一是优化……。具体……). */
export function shortTitle(text: string): string {
  const [sentence = ''] = text.trim().split(/[。;\uff1b\n]/);
  if (sentence.length <= longest) return sentence;
  const clause = sentence.slice(0, longest).replace(/[,\uff0c][^,\uff0c]*$/, '');
  return clause.length < longest ? clause : `${clause}…`;
}
