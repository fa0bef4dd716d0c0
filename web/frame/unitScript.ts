/**
 * The script of a unit's page: what is written is saved as it is typed; while the line is down it is kept in this browser,
 * and forgotten there once it has arrived. Files go up one by one. The page works without it.
 */
export const unitScript = `(() => {
  'use strict';
  for (const form of document.querySelectorAll('form[data-save]')) {
    const { save: to, keep, offline, restored } = form.dataset;
    const status = form.querySelector('[data-status]');
    const touched = new Set();
    let timer = 0;
    let ready = false;
    const valueOf = (name) => new FormData(form).get(name);
    const remember = () => {
      if (!keep) return;
      const said = [...touched].map((name) => [name, valueOf(name)]);
      try { localStorage.setItem(keep, JSON.stringify(said)); } catch { /* no room: the page itself still has it */ }
    };
    const recall = () => {
      if (!keep) return [];
      try { return JSON.parse(localStorage.getItem(keep)) || []; } catch { return []; }
    };
    const forget = () => {
      touched.clear();
      try { localStorage.removeItem(keep || ''); } catch { /* never kept */ }
    };
    const save = async () => {
      clearTimeout(timer);
      const sent = [...touched];
      const said = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === 'string') said.append(name, value);
      said.set('do', 'save');
      const before = said.toString();
      try {
        const answer = await fetch(to, { method: 'POST', body: said, headers: { Accept: 'application/json' } });
        if (!answer.ok) throw new Error(String(answer.status));
        const { saved } = await answer.json();
        const now = new URLSearchParams();
        for (const [name, value] of new FormData(form)) if (typeof value === 'string') now.append(name, value);
        now.set('do', 'save');
        // What was typed meanwhile is not saved yet.
        if (now.toString() === before) forget();
        else for (const name of sent) if (now.get(name) === said.get(name)) touched.delete(name);
        status.textContent = saved;
        return true;
      } catch {
        status.textContent = offline;
        timer = setTimeout(save, 15000);
        return false;
      }
    };
    const kept = recall();
    for (const [name, value] of kept) {
      for (const field of form.elements) {
        if (field.name !== name) continue;
        if (field.type === 'radio' || field.type === 'checkbox') field.checked = field.value === value;
        else field.value = value === null ? '' : value;
      }
      touched.add(name);
    }
    if (kept.length > 0) {
      status.textContent = restored;
      timer = setTimeout(save, 3000);
    }
    form.addEventListener('input', ({ target }) => {
      if (target.type === 'file' || !target.name) return;
      touched.add(target.name);
      remember();
      clearTimeout(timer);
      timer = setTimeout(save, 1500);
    });
    form.addEventListener('submit', async (event) => {
      if (ready) return;
      event.preventDefault();
      // Sent only over a line that is up: a form sent into the void would leave an empty page.
      if (!(await save())) return;
      ready = true;
      form.requestSubmit(event.submitter);
    });
    window.addEventListener('pageshow', () => { ready = false; });
    window.addEventListener('online', () => { if (touched.size > 0) save(); });
    window.addEventListener('beforeunload', (event) => { if (touched.size > 0 && !keep) event.preventDefault(); });
  }

  const boxes = document.querySelectorAll('[data-drop]');
  if (boxes.length > 0) {
    for (const type of ['dragover', 'drop']) document.addEventListener(type, (event) => event.preventDefault());
  }
  for (const box of boxes) {
    const list = box.querySelector('ul');
    const waiting = [];
    let busy = false;
    list.setAttribute('aria-live', 'polite');
    box.querySelector('[data-drop-hint]').hidden = false;
    box.querySelector('button').hidden = true;
    const part = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text }, more);
    const sendOne = ({ file, line }) => new Promise((done) => {
      const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0 });
      bar.setAttribute('aria-label', file.name);
      line.replaceChildren(file.name, bar);
      const failed = (why) => {
        const again = part('button', box.dataset.again, { type: 'button', className: 'btn btn-link' });
        again.addEventListener('click', () => add(file, line));
        line.replaceChildren(file.name + ' ', part('span', why, { className: 'text-danger' }), again);
        done();
      };
      const said = new FormData();
      said.append(box.dataset.name, file, file.name);
      const request = new XMLHttpRequest();
      request.open('POST', box.dataset.drop);
      request.setRequestHeader('Accept', 'application/json');
      request.upload.onprogress = ({ loaded, total }) => { if (total > 0) bar.value = loaded / total; };
      request.onerror = () => failed(box.dataset.failed);
      request.onload = () => {
        let answer = {};
        try { answer = JSON.parse(request.responseText); } catch { /* said below */ }
        if (request.status >= 300 || !answer.href) return failed(answer.message || box.dataset.failed);
        for (const link of list.querySelectorAll('a')) if (link.getAttribute('href') === answer.href) link.parentNode.remove();
        line.replaceChildren(part('a', answer.name, { href: answer.href }), ' ', part('small', answer.facts, { className: 'note' }));
        done();
      };
      request.send(said);
    });
    const work = async () => {
      if (busy) return;
      busy = true;
      while (waiting.length > 0) await sendOne(waiting.shift());
      busy = false;
    };
    const add = (file, line = list.appendChild(document.createElement('li'))) => {
      line.textContent = file.name;
      waiting.push({ file, line });
      work();
    };
    for (const input of box.querySelectorAll('input[type=file]')) {
      input.addEventListener('change', () => {
        for (const file of input.files) add(file);
        input.value = '';
      });
    }
    box.addEventListener('dragover', () => box.classList.add('over'));
    box.addEventListener('dragleave', () => box.classList.remove('over'));
    box.addEventListener('drop', ({ dataTransfer }) => {
      box.classList.remove('over');
      for (const file of dataTransfer.files) add(file);
    });
  }
})();
`;
