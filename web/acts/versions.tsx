import { actWords } from '../../words/acts.ts';
import type { Language } from '../../words/language.ts';
import type { Line } from '../item/now.ts';
import type { Said } from './said.ts';

/** Overtaken: what one wrote beside what stands now, so that neither has to be looked for. */
export function Versions({ mine, now, language }: { mine: Line[]; now: Line[]; language: Language }) {
  const words = actWords[language];
  return (
    <div class="fields versions">
      {[
        { title: words.mine, lines: mine },
        { title: words.now, lines: now },
      ].map(
        ({ title, lines }) =>
          lines.length > 0 && (
            <section>
              <h3>{title}</h3>
              <dl>
                {lines.map(({ name, text }) => (
                  <>
                    <dt>{name}</dt>
                    <dd class="written">{text}</dd>
                  </>
                ))}
              </dl>
            </section>
          ),
      )}
    </div>
  );
}

/** What somebody had written into an act's form, field by field. */
export function writtenIn({ form }: Said, language: Language): Line[] {
  const { field, option } = actWords[language];
  const names: Record<string, string> = field;
  const options: Record<string, string> = option;
  return [...form].flatMap(([name, value]) => {
    const label = names[name];
    if (!label || typeof value !== 'string' || value.trim() === '') return [];
    return [{ name: label, text: options[value] ?? value }];
  });
}
