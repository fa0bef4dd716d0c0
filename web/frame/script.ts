/**
 * The pages' own script: what a unit writes is saved as it is typed, and kept while the line is down; what was wrong gets
 * the focus. Every page works without it.
 */
export const script = `(() => {
  'use strict';
  const problems = document.getElementById('problems');
  if (problems) problems.focus();
  for (const form of document.querySelectorAll('form[data-now]')) form.requestSubmit();
  for (const form of document.querySelectorAll('form[data-save]')) {
    const status = form.querySelector('[data-status]');
    let timer = 0;
    let unsaved = false;
    const save = async () => {
      const said = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === 'string') said.append(name, value);
      said.set('do', 'save');
      try {
        const answer = await fetch(form.dataset.save, { method: 'POST', body: said, headers: { Accept: 'application/json' } });
        if (!answer.ok) throw new Error(String(answer.status));
        const { saved } = await answer.json();
        unsaved = false;
        status.textContent = saved;
      } catch {
        status.textContent = form.dataset.offline;
        clearTimeout(timer);
        timer = setTimeout(save, 15000);
      }
    };
    form.addEventListener('input', (event) => {
      if (event.target.type === 'file') return;
      unsaved = true;
      clearTimeout(timer);
      timer = setTimeout(save, 1500);
    });
    form.addEventListener('submit', () => { unsaved = false; clearTimeout(timer); });
    window.addEventListener('online', () => { if (unsaved) save(); });
    window.addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault(); });
  }
})();
`;
