// What the pages do without being loaded again: imports that move, questions before something is thrown away, copying, lists that are sent as files.
'use strict';

(function () {
  const POINTS = 60;
  const REFRESH_MILLIS = 2000;
  const rates = new Map();
  let refreshAt = Date.now(); // the page itself
  let refreshTimer = null;
  let kept = null;
  let ended = false;
  let isLive = false;

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

  // Whoever chooses text in it, or holds something down, must not lose it.
  function isHeld(target) {
    const selection = document.getSelection();
    return target.matches(':active') || !selection.isCollapsed && selection.containsNode(target, true);
  }

  // At most once in two seconds, however much moves. A list that is held is tried again until it is let go.
  function refresh() {
    if (refreshTimer === null) {
      refreshTimer = setTimeout(() => {
        refreshTimer = null;
        refreshAt = Date.now();
        const target = list();
        if (target && isHeld(target)) {
          refresh();
        } else if (target) {
          htmx.ajax('GET', location.pathname + location.search, { target: '#list', swap: 'morph' });
        }
      }, Math.max(0, refreshAt + REFRESH_MILLIS - Date.now()));
    }
  }

  // Makes one element like another and leaves alone what is alike. Of a list that is put in anew every two seconds most is.
  function morph(from, to) {
    if (from.isEqualNode(to)) {
      return;
    }
    if (from.nodeName !== to.nodeName) {
      from.replaceWith(to);
    } else if (from.nodeType !== Node.ELEMENT_NODE) {
      from.nodeValue = to.nodeValue;
    } else {
      [...from.attributes].filter(one => !to.hasAttribute(one.name)).forEach(one => from.removeAttribute(one.name));
      [...to.attributes].filter(one => from.getAttribute(one.name) !== one.value).forEach(one => from.setAttribute(one.name, one.value));
      morphChildren(from, to);
    }
  }

  // Rows of imports keep their elements wherever they move to; anything else is known by its place.
  function morphChildren(from, to) {
    const key = node => node.dataset ? node.dataset.import : undefined;
    const wanted = new Set([...to.children].map(key).filter(one => one));
    const next = node => wanted.size ? node.nextElementSibling : node.nextSibling;
    [...from.children].filter(one => key(one) && !wanted.has(key(one))).forEach(one => one.remove());
    const there = new Map([...from.children].filter(key).map(one => [key(one), one]));
    let at = wanted.size ? from.firstElementChild : from.firstChild;
    [...(wanted.size ? to.children : to.childNodes)].forEach(node => {
      const same = key(node) ? there.get(key(node)) : at && !key(at) ? at : undefined;
      if (!same) {
        from.insertBefore(node, at);
        return;
      }
      if (same === at) {
        at = next(at);
      } else {
        from.insertBefore(same, at);
      }
      morph(same, node);
    });
    while (at) {
      const gone = at;
      at = next(at);
      gone.remove();
    }
  }

  htmx.defineExtension('morph', {
    isInlineSwap: style => style === 'morph',
    handleSwap: (style, target, made, settling) => {
      if (style !== 'morph') {
        return false;
      }
      morph(target, made.querySelector('#' + target.id));
      settling.elts.push(target); // it is told when it was swapped
      return true;
    }
  });

  // By what an element is known when it was made anew.
  function selectorOf(element) {
    const named = ['id', 'href', 'name', 'aria-label'].find(name => element.hasAttribute(name));
    const form = element.closest('form[action]');
    return (form ? 'form[action="' + CSS.escape(form.getAttribute('action')) + '"] ' : '') + element.localName
      + (named ? '[' + named + '="' + CSS.escape(element.getAttribute(named)) + '"]' : '');
  }

  // What a swap would take from whoever is there: the focus, and how far tables are scrolled.
  function keep(target) {
    const scrolled = [...target.querySelectorAll('.scroll')].map(table => ({ selector: selectorOf(table), left: table.scrollLeft }));
    kept = { id: target.id, focus: target.contains(document.activeElement) ? selectorOf(document.activeElement) : null, scrolled };
  }

  // A button that is not there any more leaves the focus to what it stood in.
  function giveBack() {
    const target = kept && document.getElementById(kept.id);
    if (target && kept.focus && !target.contains(document.activeElement)) {
      const same = target.querySelector(kept.focus);
      if (!same) {
        target.tabIndex = -1;
      }
      (same || target).focus({ preventScroll: true });
    }
    (target ? kept.scrolled : []).forEach(was => {
      const table = target.querySelector(was.selector);
      if (table) {
        table.scrollLeft = was.left;
      }
    });
    kept = null;
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
      refresh(); // what moved since the page was made, or since it was heard last, was not told
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

  // What asks by itself every few seconds lets this time pass.
  document.addEventListener('htmx:beforeRequest', event => {
    if (event.detail.elt.matches('[hx-trigger^=every]') && isHeld(event.detail.target)) {
      event.preventDefault();
    }
  });

  // After the list was put in anew, its lines are drawn again.
  document.addEventListener('htmx:afterSwap', () => {
    giveBack();
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
    if (event.detail.shouldSwap && event.detail.target === list() && isHeld(event.detail.target)) {
      event.detail.shouldSwap = false; // it was taken hold of while it was asked for
      refresh();
    }
    if (event.detail.shouldSwap) {
      keep(event.detail.target);
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

  // Browsers give a page the clipboard over TLS and on this machine only. Elsewhere the text is chosen, for the old command, or for a hand.
  function copyChosen(element) {
    document.getSelection().selectAllChildren(element);
    try {
      return document.execCommand('copy');
    } catch (refused) {
      return false;
    }
  }

  document.addEventListener('click', event => {
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      const text = document.getElementById(copy.dataset.copy);
      const written = navigator.clipboard ? navigator.clipboard.writeText(text.textContent) : Promise.reject(new Error('no clipboard'));
      written.then(() => true, () => copyChosen(text))
        .then(done => setText(copy.nextElementSibling, done ? copy.dataset.done : copy.dataset.failed));
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
      headers: { 'Content-Type': type, 'X-CSRF-Token': form.elements.csrf.value, 'HX-Request': 'true', 'HX-Current-URL': location.href } }).then(answer => {
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
