// What the pages do without being loaded again: imports that move, questions before something is thrown away, copying, lists that are sent as files.
'use strict';

(function () {
  const POINTS = 60;
  const REFRESH_MILLIS = 2000;
  const rates = new Map();
  let refreshAt = 0;
  let refreshTimer = null;
  let ended = false;
  let isLive = false;
  let wasLive = false;

  function list() {
    return document.querySelector('[data-list]');
  }

  function setText(element, text) {
    if (element && element.textContent !== text) {
      element.textContent = text;
    }
  }

  function setLive(on) {
    isLive = on;
    document.querySelectorAll('[data-live]').forEach(element => {
      element.dataset.live = on ? 'on' : 'off';
      setText(element.querySelector('span'), on ? element.dataset.on : element.dataset.off);
    });
  }

  function draw(element, one) {
    const seen = rates.get(one.uuid) || [];
    if (one.rate !== null) {
      seen.push(one.rate);
      seen.splice(0, Math.max(0, seen.length - POINTS));
      rates.set(one.uuid, seen);
    }
    const highest = Math.max(1, ...seen);
    const line = element.querySelector('.line polyline');
    if (line && seen.length > 1) {
      line.setAttribute('points', seen.map((rate, at) => (at * 120 / (POINTS - 1)).toFixed(1) + ',' + (23 - 22 * rate / highest).toFixed(1)).join(' '));
    }
  }

  function move(element, one) {
    const state = element.querySelector('.state');
    if (state) {
      state.dataset.state = one.state;
      setText(state, one.stateWord);
    }
    const bar = element.querySelector('.bytes progress');
    if (bar && one.max !== null) {
      bar.max = one.max || 1;
      bar.value = one.max ? one.value : 1;
    }
    setText(element.querySelector('.bytes .figures'), one.figures);
    setText(element.querySelector('.step'), one.step);
    if (!one.ended) {
      setText(element.querySelector('.speed'), one.speed);
    }
    draw(element, one);
  }

  // At most once in two seconds, however much moves; not while somebody is choosing text or a button has the focus within the list.
  function refresh() {
    const now = Date.now();
    if (refreshTimer === null) {
      refreshTimer = setTimeout(() => {
        refreshTimer = null;
        const target = list();
        if (!target || !document.getSelection().isCollapsed) {
          return;
        }
        refreshAt = Date.now();
        htmx.ajax('GET', location.pathname + location.search, { target: '#list', swap: 'outerHTML' });
      }, Math.max(0, refreshAt + REFRESH_MILLIS - now));
    }
  }

  function onMoves(message) {
    const moves = JSON.parse(message.data);
    const shown = list();
    if (!shown) {
      return;
    }
    const isOne = shown.dataset.list === 'import';
    let isOld = moves.missed > 0 && !isOne;
    moves.imports.forEach(one => {
      const element = isOne ? (shown.dataset.import === one.uuid ? shown : null) : shown.querySelector('[data-import="' + one.uuid + '"]');
      if (element) {
        move(element, one);
        isOld = isOld || isOne || one.ended && element.dataset.ended !== 'true';
      } else if (!isOne && one.moved) {
        isOld = true;
      }
    });
    if (isOld) {
      refresh();
    }
  }

  function listen() {
    const source = new EventSource('/console/events');
    source.addEventListener('open', () => {
      if (wasLive) {
        refresh(); // what moved meanwhile was not told
      }
      wasLive = true;
      setLive(true);
    });
    source.addEventListener('moves', onMoves);
    source.addEventListener('error', () => {
      setLive(false);
      if (source.readyState === EventSource.CLOSED && !ended) {
        // The server has refused: too many streams, a node that stops, or a session that is over. The page knows what to do.
        setTimeout(() => { if (list()) { refresh(); listen(); } }, 10000);
      }
    });
    window.addEventListener('pagehide', () => { ended = true; source.close(); });
  }

  // After the list was put in anew, its lines are drawn again.
  document.addEventListener('htmx:afterSwap', () => {
    document.querySelectorAll('[data-import]').forEach(element => {
      draw(element, { uuid: element.dataset.import, rate: null });
    });
    setLive(isLive);
  });

  // A sentence of what went wrong is shown where there is a place for it; elsewhere what was there stays.
  document.addEventListener('htmx:beforeSwap', event => {
    const status = event.detail.xhr.status;
    if (status >= 400 && status !== 401 && event.detail.target.matches('[data-problems]')) {
      event.detail.shouldSwap = true;
    }
  });

  // A model is called as the last part of its reference, until somebody says something else.
  document.addEventListener('input', event => {
    const form = event.target.form;
    if (event.target.id === 'installPath' && form.elements.name.dataset.own !== 'true') {
      form.elements.name.value = event.target.value.split('?')[0].replace(/[@:][^/]*$/, '').replace(/\/+$/, '').split('/').pop();
    } else if (event.target.name === 'name' && form) {
      event.target.dataset.own = 'true';
    }
  });

  document.addEventListener('submit', event => {
    const question = event.target.dataset.ask;
    if (question && !confirm(question)) {
      event.preventDefault();
    }
  });

  document.addEventListener('click', event => {
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent).then(() => setText(copy, copy.dataset.done));
    }
  });

  // A list of models is sent as it is: its file, or what was typed.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (!form.matches('[data-bulk]')) {
      return;
    }
    event.preventDefault();
    const file = form.elements.file.files[0];
    const name = file ? file.name : form.elements.format.value;
    const type = /jsonl|ndjson/.test(name) ? 'application/x-ndjson' : /ya?ml/.test(name) ? 'application/yaml' : 'text/csv';
    const query = new URLSearchParams({ name: form.elements.name.value || name });
    ['modelCenterUuid', 'priority'].forEach(field => { if (form.elements[field].value) { query.set(field, form.elements[field].value); } });
    if (form.elements.dryRun.checked) {
      query.set('dryRun', 'true');
    }
    const problem = document.getElementById('problem');
    problem.replaceChildren();
    fetch(form.action + '?' + query, { method: 'POST', body: file || form.elements.text.value,
      headers: { 'Content-Type': type, 'X-CSRF-Token': form.elements.csrf.value, 'HX-Request': 'true' } }).then(answer => {
      const there = answer.headers.get('HX-Redirect');
      if (there) {
        location.assign(there);
      } else {
        return answer.text().then(box => { problem.innerHTML = box; });
      }
    }).catch(failed => setText(problem, String(failed)));
  });

  if (list()) {
    listen();
  }
})();
