/** The pages' own script: what was wrong gets the focus, what moves is followed. Every page works without it. */
export const script = `(() => {
  'use strict';
  const problems = document.getElementById('problems');
  if (problems) problems.focus();
  for (const form of document.querySelectorAll('form[data-now]')) form.requestSubmit();
  for (const line of document.querySelectorAll('[data-live]')) {
    const bar = document.querySelector('progress');
    const heard = new EventSource(line.dataset.live);
    heard.onmessage = ({ data }) => {
      const { text, share, over } = JSON.parse(data);
      line.textContent = text;
      if (bar) bar.value = share * bar.max;
      if (over) { heard.close(); location.reload(); }
    };
  }
  const live = document.getElementById('live');
  if (live) {
    let heard = null;
    let seen = null;
    let waiting = 0;
    const fetchAgain = async () => {
      waiting = 0;
      const answer = await fetch(location.href);
      if (!answer.ok) return;
      const then = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live');
      if (then && then.innerHTML !== live.innerHTML) live.replaceChildren(...then.childNodes);
    };
    const follow = () => {
      // A browser holds few lines open to one place: those that nobody looks at are let go.
      if (document.hidden && heard) heard.close();
      heard = document.hidden ? null : heard || new EventSource(live.dataset.follow);
      if (heard) heard.onmessage = ({ data }) => {
        if (seen !== null && seen !== data && !waiting) waiting = setTimeout(fetchAgain, 2000);
        seen = data;
      };
    };
    document.addEventListener('visibilitychange', follow);
    follow();
  }
  for (const form of document.querySelectorAll('form[data-player]')) {
    const [slider, play, next] = ['[data-slider]', '[data-play]', '[data-next]'].map((one) => form.querySelector(one));
    slider.hidden = play.hidden = false;
    slider.addEventListener('input', () => {
      const day = new Date(Date.parse(form.dataset.from) + slider.value * 86400000);
      form.elements.day.value = day.toISOString().slice(0, 10);
    });
    slider.addEventListener('change', () => form.requestSubmit());
    const going = () => sessionStorage.getItem('play') === '1';
    play.setAttribute('aria-pressed', String(going()));
    play.addEventListener('click', () => {
      sessionStorage.setItem('play', going() ? '0' : '1');
      play.setAttribute('aria-pressed', String(going()));
      if (going() && next) location.href = next.href;
    });
    if (going() && next) setTimeout(() => { if (going()) location.href = next.href; }, 900);
    else sessionStorage.removeItem('play');
  }
})();
`;
