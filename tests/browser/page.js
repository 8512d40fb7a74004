// page.js - clicks through a page of `report --format=html` and says what it saw, a line a
// finding, in <pre id="seen">. tests/cli/t33-page.sh appends it to the page.
(async function () {
	var seen = [], form = document.getElementById('filter'), table = document.getElementById('tasks');
	function say(what, good, more) { seen.push((good ? 'ok ' : 'NOT ok ') + what + (more === undefined ? '' : ': ' + more)); }
	function frame() { return new Promise(function (go) { setTimeout(go, 150); }); }
	function rows() { return Array.from(table.tBodies[0].rows); }
	function shown() { return rows().filter(function (row) { return row.offsetParent !== null; }); }
	function all_titles() { return rows().map(function (row) { return row.cells[1].querySelector('summary').textContent; }).join(); }
	function titles() { return shown().map(function (row) { return row.cells[1].querySelector('summary').textContent; }); }
	function head(name) { return Array.from(table.tHead.rows[0].cells).find(function (cell) { return cell.textContent === name; }); }
	function press(key) { (document.activeElement || document.body).dispatchEvent(new KeyboardEvent('keydown', { key: key, bubbles: true })); }

	// Sorting: up, down, and as it was.
	var before = all_titles(), due = head('时限'), days;
	say('headings are buttons', due && due.querySelector('button'));
	due.querySelector('button').click();
	days = shown().map(function (row) { return row.cells[3].textContent; }).filter(Boolean);
	say('sorts up', due.getAttribute('aria-sort') === 'ascending' && days.join() === days.slice().sort().join(), days.join());
	say('what has no day stands last', rows().slice(rows().filter(function (row) { return row.cells[3].textContent; }).length).every(function (row) { return !row.cells[3].textContent; }));
	due.querySelector('button').click();
	days = shown().map(function (row) { return row.cells[3].textContent; }).filter(Boolean);
	say('sorts down', due.getAttribute('aria-sort') === 'descending' && days.join() === days.slice().sort().reverse().join());
	due.querySelector('button').click();
	say('goes back', !due.hasAttribute('aria-sort') && all_titles() === before);
	head('灯').querySelector('button').click();
	var lights = shown().map(function (row) { return +row.cells[4].dataset.v; });
	say('sorts lights by weight', lights.join() === lights.slice().sort(function (a, b) { return a - b; }).join(), lights.join());

	// Filtering: by word, by choice, by a click on a bar, by keys.
	var all = rows().length;
	form.elements.find.value = '三校';
	form.dispatchEvent(new Event('input', { bubbles: true }));
	await frame();
	say('finds', shown().length === 1 && titles()[0].indexOf('三校') >= 0, titles().join());
	say('counts', form.querySelector('output').textContent === '显示1项，共' + all + '项', form.querySelector('output').textContent);
	form.elements.find.focus();
	press('Escape');
	await frame();
	// a step of them at least: more come by themselves where the button for more is in view
	say('Escape shows all again', shown().length >= Math.min(all, +table.dataset.step) && form.querySelector('output').textContent === '显示' + all + '项，共' + all + '项',
		shown().length + ' ' + form.querySelector('output').textContent);
	document.activeElement.blur();
	press('/');
	say('/ goes to the search', document.activeElement === form.elements.find);
	form.elements.light.value = 'overdue';
	form.dispatchEvent(new Event('input', { bubbles: true }));
	await frame();
	say('filters by light', shown().length > 0 && shown().every(function (row) { return row.cells[4].textContent === '逾期'; }), shown().length);
	var segment = document.querySelector('button.seg');
	segment.click();
	await frame();
	say('a bar filters', shown().length === +segment.textContent && shown().every(function (row) {
		return row.dataset.u === segment.dataset.pick && row.dataset.l === segment.dataset.light;
	}), shown().length);
	form.reset();
	await frame();

	// Of many rows some are laid out at first; the others come when one goes on, and on paper.
	var more = document.getElementById('more'), step = +table.dataset.step;
	if (all > step) {
		say('shows the first rows', shown().length >= step && form.querySelector('output').textContent === '显示' + all + '项，共' + all + '项', shown().length);
		window.dispatchEvent(new Event('beforeprint'));
		say('prints all rows', shown().length === all, shown().length);
		window.dispatchEvent(new Event('afterprint'));
		say('shows the first rows again', shown().length === step && !more.hidden, shown().length);
		more.click();
		say('shows more', shown().length === Math.min(2 * step, all), shown().length);
		form.reset();
		await frame();
	} else {
		say('offers no more than there is', more.hidden);
	}

	// History folds out, by mouse and keyboard; every control can be reached and has a name.
	var summary = table.querySelector('summary');
	summary.click();
	await frame();
	say('history folds out', table.querySelector('details').open && table.querySelector('.log li').offsetParent !== null);
	summary.click();
	var controls = Array.from(document.querySelectorAll('button,input,select,summary,a[href]'));
	say('controls take the keyboard', controls.every(function (c) { return c.tabIndex >= 0; }));
	say('focus is seen', controls.every(function (c) {
		if (c.hidden || c.disabled || !c.getClientRects().length && !c.classList.contains('skip')) return true;
		c.focus();
		var style = getComputedStyle(c);
		return document.activeElement !== c || style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
	}), controls.filter(function (c) { c.focus(); return document.activeElement === c && getComputedStyle(c).outlineStyle !== 'solid'; })
		.slice(0, 3).map(function (c) { return c.className || c.tagName; }).join());
	say('controls have names', controls.every(function (c) {
		return c.hidden || c.getAttribute('aria-label') || c.textContent.trim() || (c.labels && c.labels.length);
	}));
	say('headings of tables have a scope', Array.from(document.querySelectorAll('th')).every(function (th) { return th.scope || th.colSpan > 1; }));
	say('pictures have words', Array.from(document.querySelectorAll('[role=img]')).every(function (p) { return p.getAttribute('aria-label'); }));
	say('nothing runs from data', !window.hostile);
	say('a day stays on one line', Array.from(document.querySelectorAll('span.day')).every(function (d) { return d.getClientRects().length <= 1; }));
	say('only tables and drawings run beyond the window', Array.from(document.querySelectorAll('main *')).every(function (e) {
		return e.closest('.scroll') || e.closest('.skip') || e.getBoundingClientRect().right <= document.documentElement.clientWidth + 1;
	}));

	// Contrast of every text (WCAG 2: 4.5, 3 where it is large).
	function rgb(colour) { return colour.match(/[\d.]+/g).map(Number); }
	function luminance(c) {
		var v = c.slice(0, 3).map(function (x) { x /= 255; return x <= 0.03928 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4); });
		return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
	}
	function behind(e) {
		for (; e; e = e.parentElement) {
			var c = rgb(getComputedStyle(e).backgroundColor);
			if (c.length < 4 || c[3] > 0) return c;
		}
		return [255, 255, 255];
	}
	var poor = {};
	Array.from(document.querySelectorAll('main *')).forEach(function (e) {
		if (e.closest('details:not([open]) > :not(summary)') || e.closest('[hidden]')) return;
		if (!Array.from(e.childNodes).some(function (n) { return n.nodeType === 3 && n.data.trim(); }) || !e.getClientRects().length) return;
		var style = getComputedStyle(e), colour = rgb(e.namespaceURI.indexOf('svg') > 0 ? style.fill : style.color);
		var a = luminance(colour), b = luminance(behind(e)), ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) poor[e.tagName + '.' + e.getAttribute('class') + ' ' + ratio.toFixed(1)] = 1;
	});
	say('contrast', !Object.keys(poor).length, Object.keys(poor).join(', '));

	// How long a sort and a search take, for who reads the numbers.
	var start = performance.now();
	due.querySelector('button').click();
	document.body.offsetHeight;
	var sorting = performance.now() - start;
	start = performance.now();
	form.elements.find.value = '2';
	form.dispatchEvent(new Event('submit', { cancelable: true }));
	document.body.offsetHeight;
	say('is quick', sorting < 3000 && performance.now() - start < 3000,
		all + ' tasks: sort ' + Math.round(sorting) + ' ms, search ' + Math.round(performance.now() - start) + ' ms');
	var pre = document.createElement('pre');
	pre.id = 'seen';
	pre.textContent = '\n' + seen.join('\n') + '\nend of findings\n';
	document.body.appendChild(pre);
})();
