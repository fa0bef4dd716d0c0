import type { Light } from '../../domain/measure/light.ts';

export type LightWords = Record<Light, string>;
