# shellcheck shell=sh
# t33-page.sh - report --format=html: one file that stands alone, sound, escaped; and, where a
# headless Chromium is installed, clicked, filtered, printed.
. "$TESTS/lib.sh"
ledger
{
	dubanc update 1 --progress=40 --note='两校合并已批复' --on=2024-02-02 &&
		dubanc add --title='"><script>window.hostile=1</script>' --lead=市教育局 --due=2024-06-30 --on=2024-01-11 &&
		dubanc update 4 --note='<img src=x onerror=window.hostile=2>&amp;' --on=2024-02-03 &&
		dubanc add --title='办结的' --lead=市教育局 --due=2024-02-01 --on=2024-01-11 &&
		dubanc update 5 --report --on=2024-03-01 &&
		dubanc update 5 --done --on=2024-03-02 &&
		dubanc assign 2 --node=主体封顶=2024-04-10
} >"$T/quiet" 2>&1 || fail "$(cat "$T/quiet")"
printf 'id,task,metric,op,value,uom,due,actual,actual_on,note\nDB2024:2.g1,DB2024:2,建成基地,ge,4,个,,1,2024-03-01,\n' >targets/DB2024.csv

# sound FILE: its tags balanced, its ids once each.
sound() {
	awk '
	{ page = page $0 "\n" }
	END {
		while (match(page, /<(script|style)>/)) { # what is no markup
			tag = substr(page, RSTART + 1, RLENGTH - 2)
			close_at = index(page, "</" tag ">")
			page = substr(page, 1, RSTART - 1) substr(page, close_at + length(tag) + 3)
		}
		while (match(page, /<\/?[a-z][a-z0-9]*[^>]*>/)) {
			tag = substr(page, RSTART + 1, RLENGTH - 2)
			page = substr(page, RSTART + RLENGTH)
			if (match(tag, / id="[^"]*"/) && seen[substr(tag, RSTART, RLENGTH)]++) print "twice:" substr(tag, RSTART, RLENGTH)
			if (tag ~ /\/$/ || tag ~ /^(meta|br|input)( |$)/) continue
			name = tag
			sub(/[ \n].*/, "", name)
			if (name !~ /^\//) stack[++depth] = name
			else if (stack[depth--] != substr(name, 2)) { print "closed by " name ": " stack[depth + 1]; exit }
		}
		if (depth) print "left open: " stack[depth]
	}' "$1"
}

it 'is one file that asks nothing of the network'
expect_ok dubanc report --format=html -o page.html
for word in 'http:' 'https:' '//[a-z]*\.' '@import' 'url(' '<link' ' src="' 'fetch(' 'XMLHttp'; do
	grep -n "$word" page.html >"$T/quiet" && fail "holds $word: $(cat "$T/quiet")"
done
expect_file page.html '<html lang="zh-CN">'
for kind in progress plan annual tasks targets score burden audit; do
	expect_ok dubanc report $kind --format=html -o $kind.html
	[ -z "$(sound $kind.html)" ] || fail "$kind: $(sound $kind.html)"
done
expect_ok dubanc report --format=html --lang=en -o en.html
expect_file en.html '<html lang="en">'
sed 's|<tr class="total">.*||; s|云河市委督查室.*||' en.html | grep -o 'class="big">[^<]*\|scope="col">[^<]*' | grep '[^ -~]' >"$T/quiet" &&
	fail "Chinese in English: $(cat "$T/quiet")"

it 'holds figures, bars, months, targets, tasks with their history'
cp page.html "$T/out"
expect_out '<dt>在办</dt><dd class="big">4</dd>'
expect_out '<dt>逾期</dt><dd class="big">2</dd><dd class="soft">涉及2个单位</dd>'
expect_out '<dt>办结率</dt><dd class="big">20.0%</dd>'
expect_out 'data-pick="市教育局" data-light="overdue" aria-label="市教育局 逾期 1">1</button>'
expect_out '<title>2024-03  逾期未完成 1</title>'
expect_out '今天</text>'
expect_out 'class="bullet short" aria-label="完成25%'
expect_out '<time>2024-02-02</time>反馈 市教育局'
expect_out '两校合并已批复'
expect_out '<time>2024-04-10</time>主体封顶'

it 'escapes what data says'
expect_no_out '<script>window'
expect_no_out '<img'
expect_out '&quot;&gt;&lt;script&gt;window.hostile=1&lt;/script&gt;'
expect_out '&lt;img src=x onerror=window.hostile=2&gt;&amp;amp;'

it 'counts and shows only what the filters leave'
expect_ok dubanc report --format=html --unit=市发改委
expect_out '建成实训基地4个'
expect_no_out '三校'
expect_ok dubanc report --format=html --doc=DB2024 --light=paused
expect_no_out 'id="tasks"'

browser=
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
	! command -v $name >/dev/null 2>&1 || { browser=$name && break; }
done

# browse FILE OPTION…: what Chromium makes of it.
browse() {
	page=$PWD/$1
	shift
	expect_ok timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$T/browser" "$@" "file://$page"
}

# click FILE [WIDTH]: the page, used; each finding of tests/browser/page.js must be good.
click() {
	{ sed '/^<\/body>/,$d' "$1" && echo '<script>' && cat "$TESTS/browser/page.js" && printf '</script>\n</body>\n</html>\n'; } >used.html
	browse used.html --virtual-time-budget=20000 --window-size="${2:-1200},900" --dump-dom
	sed -n '/<pre id="seen">/,/end of findings/p' "$T/out" >"$T/seen"
	grep -q 'end of findings' "$T/seen" || fail "$1: the script broke off" "$(grep -i error "$T/err" | head -5)"
	! grep -q '^NOT ok' "$T/seen" || fail "$1: $(grep '^NOT ok' "$T/seen")"
}

it 'sorts, filters and folds in a browser, in light and dark'
if [ "$browser" ]; then
	click page.html
	sed 's/(prefers-color-scheme:dark)/all/; s/color-scheme:light dark/color-scheme:dark/' page.html >dark.html
	! cmp -s page.html dark.html || fail 'has no dark colours'
	click dark.html
	sed 's/ data-step="300"/ data-step="2"/' page.html >short.html
	click short.html
	grep -q '^ok prints all rows' "$T/seen" || fail 'was not short'
	click page.html 420
else
	skip 'no headless Chromium is installed'
fi

it 'prints what was filtered, with words for lights and without controls'
if [ "$browser" ] && command -v pdftotext >/dev/null 2>&1; then
	sed 's/ data-step="300"/ data-step="2"/' page.html >short.html
	browse short.html --no-pdf-header-footer --print-to-pdf=page.pdf
	expect_ok pdftotext -layout page.pdf -
	expect_out 逾期
	expect_out 办结的
	expect_no_out 查找
	expect_no_out 再显示
	expect_no_out ↕
	expect_no_out ▶
	expect_no_out 数据表
else
	skip 'no headless Chromium or no pdftotext is installed'
fi

finish
