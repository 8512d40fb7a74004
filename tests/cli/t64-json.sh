# shellcheck shell=sh
# t64-json.sh - JSON as another reader takes it, held to man/dubanc-json.5.
. "$TESTS/lib.sh"
if ! command -v python3 >/dev/null; then
	skip_all 'python3 is not installed'
fi
git_ledger
dubanc import "$TESTS/data/documents/sample_slip.txt" >/dev/null
{
	dubanc update DB2024:1 --progress=35 --note='引号" 反斜线\ 尖括号<换行>'
	dubanc update DB2024:2 --report --note='已建成'
	dubanc assign DB2024:3 --lead=市委编办
	sed -i 's/,2024-03-30,,hand/,2024-04-01,,hand/' tasks/DB2024.csv
	git add -A
	git commit -qm 改
} >/dev/null 2>&1

# The keys of a schema in the page, in their order.
cat >keys.awk <<'END'
$1 == ".It" && $2 == "Li" { on = $3 == schema; next }
on && $1 == ".Li" { sub(/^\.Li /, ""); print; exit }
END

# Reads strictly: nothing twice, no NaN, one object; says schema, version, keys, and that cells are of one type a column.
cat >read.py <<'END'
import json, sys

def once(pairs):
    keys = [k for k, _ in pairs]
    assert len(keys) == len(set(keys)), 'a key twice: %s' % keys
    return dict(pairs)

def no(word):
    raise ValueError(word)

data = sys.stdin.buffer.read()
assert data.endswith(b'\n') and not data.startswith(b'\xef\xbb\xbf')
doc = json.loads(data.decode('utf-8'), object_pairs_hook=once, parse_constant=no)
assert list(doc) == ['schema', 'version', 'rows'], list(doc)
assert doc['version'] == 1
kinds = {}
for row in doc['rows']:
    assert list(row) == list(doc['rows'][0]), 'rows with other keys'
    for key, value in row.items():
        if isinstance(value, list):
            assert all(isinstance(v, str) and v for v in value), (key, value)
        if value is not None:
            kind = 'number' if isinstance(value, (int, float)) else type(value).__name__
            assert kinds.setdefault(key, kind) == kind, (key, kind)
print(doc['schema'])
print(len(doc['rows']))
print(' '.join(doc['rows'][0]) if doc['rows'] else '')
END

it 'is read by another reader, with the keys that the page names'
seen=''
while read -r command; do
	# shellcheck disable=SC2086
	dubanc $command --format=json >answer.json 2>"$T/err"
	expect_ok python3 read.py <answer.json
	{ read -r schema && read -r rows && read -r keys; } <"$T/out"
	[ "$rows" -gt 0 ] || fail "$command: no row to look at"
	awk -v schema="$schema" -f keys.awk "$TESTS/../man/dubanc-json.5" >want
	[ "$(cat want)" = "$keys" ] || fail "$schema: man/dubanc-json.5 says $(cat want)" "$keys"
	seen="$seen $schema"
	# The reasons of points are words for people.
	[ "$schema" != dubanc.report.points ] || continue
	# shellcheck disable=SC2086
	dubanc --lang=en $command --format=json 2>/dev/null | cmp -s - answer.json || fail "$command: the language changes it"
done <<END
list
overdue
status
status --since=2024-01-01
units
units 教育局
log DB2024:1
log DB2024:1 --git
report
report annual
report plan
report targets
report score
report score --explain=市教育局
report burden
report burden --by=month
report tasks
report audit
sample --count=2 --seed=甲 --dry-run
END

it 'leaves no schema of the page untried'
sed -n 's/^\.It Li \(dubanc\.[a-z.-]*\)$/\1/p' "$TESTS/../man/dubanc-json.5" >schemas
while read -r schema; do
	case " $seen " in *" $schema "*) ;; *) fail "$schema was not tried" ;; esac
done <schemas

it 'keeps quotes and backslashes'
expect_ok dubanc log DB2024:1 --format=json
python3 -c '
import json, sys
text = [r["text"] for r in json.load(open(sys.argv[1]))["rows"] if r["kind"] == "feedback"]
assert text == ["引号\" 反斜线\\ 尖括号<换行>"], text
' "$T/out" || fail 'the text came back changed'
finish
