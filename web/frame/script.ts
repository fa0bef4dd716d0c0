/** The pages' own script: what a unit writes is kept as it is typed. Every page works without it. */
export const script = `(() => {
  'use strict';
})();
`;
