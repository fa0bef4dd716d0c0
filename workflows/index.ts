export { campaign } from './campaign.ts';
export { finding } from './finding.ts';
export { importLists } from './importLists.ts';
export { measure } from './measure.ts';
export { postmaster } from './postmaster.ts';
