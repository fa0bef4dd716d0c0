import type { Digest, DigestItem } from '../../domain/digest/digest.ts';
import type { Letter } from '../../domain/plan/letter.ts';
import { mailWords } from '../../words/mail.ts';
import type { MailWords, Ways } from '../../words/shapes/mail.ts';
import { factsOf } from './facts.ts';
import { say } from './say.ts';

/** What is to be said of an item after its number and title. */
export function sentenceOf(item: DigestItem, digest: Digest): string {
  return say(waysOf(item, digest), factsOf(item, digest));
}

/** Whatever a letter says elsewhere, a block that goes over somebody's head or takes something back has its own sentence. */
function waysOf(item: DigestItem, digest: Digest): Ways {
  const words = mailWords[digest.language];
  switch (item.block) {
    case 'warning':
      return item.due && item.due.days < 0 ? words.warning.after : words.warning.before;
    case 'escalation':
      if (item.letter === 'talkProposal') return words.letter.talkProposal;
      return digest.audience === 'leader' ? words.escalation.leader : words.escalation.other;
    case 'correction':
      return words.correction;
    case 'info':
      return toldWays(item.letter, words);
    case 'newTask':
      return digest.audience === 'unit' ? words.letter[item.letter] : toldWays(item.letter, words);
    default:
      return words.letter[item.letter];
  }
}

function toldWays(letter: Letter, words: MailWords): Ways {
  return letter in words.told ? words.told[letter as keyof MailWords['told']] : words.letter[letter];
}
