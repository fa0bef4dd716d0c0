import type { Light } from '../../domain/measure/light.ts';
import type { Language } from '../../words/language.ts';
import { lightFaces, lightWords } from '../../words/lights.ts';

/** A light as a person reads it: shape and word. */
export function lightText(light: Light, language: Language): string {
  return `${lightFaces[light].shape}${language === 'en' ? ' ' : ''}${lightWords[language][light]}`;
}

/** A light with its shape, its word and, where there is one, the distance it is about. */
export function LightBadge({ light, distance, language }: { light: Light; distance?: string; language: Language }) {
  return (
    <span class={`light ${light}`}>
      {lightText(light, language)}
      {distance && ` ${distance}`}
    </span>
  );
}
