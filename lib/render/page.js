// page.js - sorting, filtering, keys. Without it the page is all there, only still.
(function () {
	'use strict';
	var lang = document.documentElement.lang, order = new Intl.Collator(lang, { numeric: true });
	function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }

	// What a cell is sorted by; null stands behind everything, either way.
	function key(cell) {
		var own = cell.getAttribute('data-v'), title = cell.querySelector('summary');
		var text = own !== null ? own : (title || cell).textContent.trim();
		if (text === '' || text === '—') return null;
		if (own === null && !cell.classList.contains('n')) return text;
		var number = parseFloat(text.replace(/,/g, ''));
		return isNaN(number) ? null : number;
	}
	function sort(table, column, direction) {
		var body = table.tBodies[0], total = all(body, 'tr.total');
		var rows = all(body, 'tr:not(.total)').map(function (row, i) {
			if (row.place === undefined) row.place = i;
			return { row: row, key: direction ? key(row.cells[column]) : row.place };
		});
		rows.sort(function (a, b) {
			if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.row.place - b.row.place;
			var c = typeof a.key === 'number' ? a.key - b.key : order.compare(a.key, b.key);
			return (direction < 0 ? -c : c) || a.row.place - b.row.place;
		});
		var sorted = document.createDocumentFragment();
		rows.forEach(function (r) { sorted.appendChild(r.row); });
		total.forEach(function (row) { sorted.appendChild(row); });
		body.appendChild(sorted);
		table.dispatchEvent(new Event('sorted'));
	}
	function sortable(table) {
		if (!table.tHead || !table.tBodies.length || table.tBodies[0].rows.length < 2 || table.querySelector('th.group')) return;
		var heads = all(table.tHead, 'th');
		heads.forEach(function (head, column) {
			var button = document.createElement('button');
			button.type = 'button';
			while (head.firstChild) button.appendChild(head.firstChild);
			head.appendChild(button);
			button.addEventListener('click', function () {
				var now = head.getAttribute('aria-sort');
				var next = now === 'ascending' ? 'descending' : now === 'descending' ? null : 'ascending';
				heads.forEach(function (h) { h.removeAttribute('aria-sort'); });
				if (next) head.setAttribute('aria-sort', next);
				sort(table, column, next === 'ascending' ? 1 : next ? -1 : 0);
			});
		});
	}
	all(document, 'table').forEach(sortable);

	var form = document.getElementById('filter'), table = document.getElementById('tasks');
	if (!form || !table) return;
	var find = form.elements.find, unit = form.elements.unit, light = form.elements.light;
	var shown = form.querySelector('output'), more = document.getElementById('more'), waiting = 0;
	// A browser lays out some hundred rows at once, not thousands: more come as one goes down to them.
	var step = +table.getAttribute('data-step'), limit = step;
	function said(row) { return row.said || (row.said = row.textContent.toLowerCase()); }
	function apply() {
		var words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean), count = 0;
		var rows = all(table.tBodies[0], 'tr');
		rows.forEach(function (row) {
			var fits = (!unit.value || row.getAttribute('data-u') === unit.value) &&
				(!light.value || row.getAttribute('data-l') === light.value) &&
				words.every(function (word) { return said(row).indexOf(word) >= 0; });
			if (fits) count++;
			row.hidden = !fits || count > limit;
		});
		shown.textContent = shown.getAttribute('data-text').replace('{0}', count).replace('{1}', rows.length);
		more.textContent = more.getAttribute('data-text').replace('{0}', Math.min(step, count - limit));
		more.hidden = count <= limit;
	}
	function anew() { limit = step; apply(); }
	function later() { clearTimeout(waiting); waiting = setTimeout(anew, 40); }
	form.addEventListener('input', later);
	form.addEventListener('reset', function () { setTimeout(anew, 0); });
	form.addEventListener('submit', function (e) { e.preventDefault(); anew(); });
	table.addEventListener('sorted', apply);
	more.addEventListener('click', function () { limit += step; apply(); });
	new IntersectionObserver(function (seen) { if (seen[0].isIntersecting) more.click(); }).observe(more);
	addEventListener('beforeprint', function () { limit = Infinity; apply(); });
	addEventListener('afterprint', anew);
	all(document, '[data-pick]').forEach(function (button) {
		button.addEventListener('click', function () {
			find.value = '';
			unit.value = button.getAttribute('data-pick');
			light.value = button.getAttribute('data-light') || '';
			anew();
			form.scrollIntoView();
			find.focus({ preventScroll: true });
		});
	});
	document.addEventListener('keydown', function (e) {
		var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
		if (e.key === '/' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
			e.preventDefault();
			form.scrollIntoView();
			find.focus();
		} else if (e.key === 'Escape' && typing) {
			form.reset();
		}
	});
	form.hidden = false;
	apply();
})();
