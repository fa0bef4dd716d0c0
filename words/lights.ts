import type { Light } from '../domain/measure/light.ts';
import { lightWords as en } from './en/lights.ts';
import type { Language } from './language.ts';
import type { LightWords } from './shapes/lights.ts';
import { lightWords as zh } from './zh-CN/lights.ts';

/** How a light looks in every language: a shape any GBK font has, text and ground colour, and its border in grey print. */
export type LightFace = {
  shape: string;
  ink: string;
  ground: string;
  print: 'none' | 'thin' | 'dashed' | 'dotted' | 'bold' | 'left';
};

/** PAGES.md, section 5; a test holds every pair to a contrast of 4.5. */
export const lightFaces: Record<Light, LightFace> = {
  normal: { shape: '●', ink: '#1B6B3A', ground: '#E6F2EA', print: 'none' },
  dueSoon: { shape: '▲', ink: '#7A4E00', ground: '#FFF0C2', print: 'thin' },
  lagging: { shape: '▼', ink: '#8F3F00', ground: '#FDE7D3', print: 'dashed' },
  overdue: { shape: '■', ink: '#FFFFFF', ground: '#A61B1B', print: 'bold' },
  withReviewer: { shape: '◇', ink: '#5B3A8C', ground: '#F0EAF8', print: 'dotted' },
  withHigherLevel: { shape: '◎', ink: '#5B3A8C', ground: '#F0EAF8', print: 'dotted' },
  longTerm: { shape: '◆', ink: '#1A4F8B', ground: '#E3EDF9', print: 'left' },
  closed: { shape: '√', ink: '#4A5560', ground: '#FFFFFF', print: 'none' },
  draft: { shape: '○', ink: '#4A5560', ground: '#FFFFFF', print: 'none' },
  suspended: { shape: '□', ink: '#4A5560', ground: '#FFFFFF', print: 'none' },
  withdrawn: { shape: '×', ink: '#4A5560', ground: '#FFFFFF', print: 'none' },
};

/** The word that always stands beside the shape. */
export const lightWords: Record<Language, LightWords> = { 'zh-CN': zh, en };
