# shellcheck shell=sh
# t80-real.sh - the real document and the development corpus, where they lie
# beside the project; skipped elsewhere.
. "$TESTS/lib.sh"
shared=$TESTS/../../shared
document=$shared/documents/000_8f04a4cc19cf5a4c.txt
[ -f "$document" ] || skip_all 'no ../shared beside the project'
command -v python3 >/dev/null || skip_all 'the scorer wants python3'
bin=$(command -v dubanc)

it 'walks the main path on the real document'
expect_ok dubanc init office
cd office || exit 1
expect_ok dubanc import "$document"
expect_out '28 项任务，批办 2 项'
expect_ok dubanc status
expect_ok dubanc assign --auto --rule=first
expect_out '只写了泛指的群体'
expect_ok dubanc assign 9 --lead 农牧林业水务局 --coop 自然资源分局 --due 2023-12-31
expect_ok dubanc update 9 --progress 40 --note 已完成招标
expect_ok dubanc list --unit 市农牧局 --format=csv
expect_lines 7
expect_ok dubanc overdue --today=2023-12-31
expect_silent
expect_code 1 dubanc overdue --today=2026-01-05
expect_ok dubanc report --format=md
expect_ok dubanc check

it 'changes nothing when it is imported again'
git add -A && git commit -qm first
expect_ok dubanc import "$document"
[ -z "$(git status --porcelain)" ] || fail 'something changed' "$(git status --porcelain)"

it 'changes only what an amended text changed, and keeps what the office did'
sed 's/着力在弘扬清廉之风上下狠手/着力在弘扬清廉之风上下更大功夫/' "$document" >amended.txt
expect_ok dubanc import amended.txt
expect_out '变动 1 项'
expect_ok dubanc list 9 --columns=lead,progress --format=csv
expect_out 农牧林业水务局,40

it 'reads the same rows from every format that the document may come in'
dubanc parse document --date=2023-07-13 --level=市 "$document" | tail -n +3 >want.tsv
for sample in "$shared"/samples/seed*; do
	case $sample in
	*.pdf) command -v pdftotext >/dev/null || continue ;;
	*.doc) has_office sw || continue ;;
	esac
	expect_ok dubanc parse document --date=2023-07-13 --level=市 "$sample"
	tail -n +3 "$T/out" >got.tsv
	cmp -s want.tsv got.tsv || fail "${sample##*/} gives other rows" "$(diff want.tsv got.tsv | head -n 10)"
done

it 'tells plainly what cannot be read'
expect_code 3 dubanc import "$shared/samples/garbled.ofd"
expect_err '[garbled]'
expect_code 3 dubanc import "$shared/samples/ofdrw/no_text.ofd"
expect_err '[no-text]'

# score KIND PATH LEAST
score() {
	it "reads $1 of ${2##*/} at $3 or better"
	expect_ok "$shared/tools/score" "$1" "$2" "--bin=$bin" "--min=$3"
}
score documents "$shared/documents" 1.00
score documents "$shared/corpus/documents" 0.93
score clauses "$shared/corpus/clauses.tsv" 0.98
score deadlines "$shared/corpus/deadlines.tsv" 0.97
finish
