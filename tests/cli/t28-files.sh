# shellcheck shell=sh
# t28-files.sh - the files themselves: modes, owners, links; folders that are gone, shut or
# no folders. One clear error each, and the ledger as it was.
. "$TESTS/lib.sh"
ledger
dubanc update 1 --progress=10 --on=2024-02-01 >/dev/null
file=tasks/DB2024.csv events=events/DB2024.csv

state() {
	find . ! -path './.dubanc/*' ! -name .dubanc -type f | LC_ALL=C sort | xargs cksum
}

# refused STATUS NAME COMMAND…: COMMAND leaves with STATUS, one error that names NAME, and
# nothing changed.
refused() {
	state >"$T/before" 2>/dev/null
	_code=$1 _name=$2
	shift 2
	expect_code "$_code" "$@"
	expect_err "$_name"
	[ "$(grep -c '^dubanc: ' "$T/err")" = 1 ] || fail 'not one error'
	state >"$T/after" 2>/dev/null
	expect_same "$T/before" "$T/after"
	[ -z "$(find . -name '*tmp.*')" ] || fail 'temporaries are left'
}

it 'keeps the modes of files'
chmod 640 $file && chmod 604 $events
expect_ok dubanc update 1 --progress=20 --evidence=http://a/b
[ "$(stat -c %a $file)" = 640 ] || fail "tasks: $(stat -c %a $file)"
[ "$(stat -c %a $events)" = 604 ] || fail "events: $(stat -c %a $events)"

it 'keeps the owners of files'
if [ "$(id -u)" -eq 0 ]; then
	chown 65534:65533 $file $events
	expect_ok dubanc update 1 --progress=25 --evidence=http://a/c
	[ "$(stat -c %u:%g $file $events | sort -u)" = 65534:65533 ] || fail "$(stat -c '%n %u:%g' $file $events)"
	chown 0:0 $file $events
else
	skip 'only root may give files away'
fi

it 'keeps symbolic links: what they point at is written'
mkdir ../elsewhere && mv $file ../elsewhere/t.csv && ln -s ../../elsewhere/t.csv $file
mv $events ../elsewhere/e.csv && ln -s ../../elsewhere/e.csv $events
expect_ok dubanc update 1 --progress=30 --evidence=http://a/d
if [ ! -L $file ] || [ ! -L $events ]; then fail 'a link is no link any more'; fi
expect_file ../elsewhere/t.csv ,30,
expect_file ../elsewhere/e.csv progress=30
rm $file $events && mv ../elsewhere/t.csv $file && mv ../elsewhere/e.csv $events

it 'keeps a link of a whole folder'
mv events ../elsewhere/events && ln -s ../elsewhere/events events
expect_ok dubanc update 1 --progress=35
[ -L events ] || fail 'the link is gone'
rm events && mv ../elsewhere/events events
expect_ok dubanc check

it 'leaves with one error where a file stands in the place of a folder'
mkdir try && cp -a dubanc.ini documents.csv units.csv holidays.csv tasks events try && cd try || exit 1
rm -r events && : >events
refused 4 events dubanc update DB2024:1 --progress=40
rm events && cp -a ../events . && rm -rf .dubanc && : >.dubanc
refused 4 .dubanc dubanc update DB2024:1 --progress=40
rm -f .dubanc

it 'leaves with one error where a folder stands in the place of a file'
rm -f events/DB2024.csv && mkdir events/DB2024.csv
refused 4 events/DB2024.csv dubanc update DB2024:1 --progress=40
rmdir events/DB2024.csv && cp ../events/DB2024.csv events
rm -f documents.csv && mkdir documents.csv
refused 4 documents.csv dubanc list
rmdir documents.csv && cp ../documents.csv .

it 'says so where a link points nowhere'
mv tasks/DB2024.csv kept && ln -s nowhere/t.csv tasks/DB2024.csv
refused 4 tasks/DB2024.csv dubanc update DB2024:1 --progress=40
[ -L tasks/DB2024.csv ] || fail 'the link is gone'
rm tasks/DB2024.csv && mv kept tasks/DB2024.csv

it 'does not begin a new journal where the old one is gone'
mv events/DB2024.csv kept
refused 3 events/DB2024.csv dubanc update DB2024:1 --progress=40
expect_code 1 dubanc check
expect_out '[journal-gone]'
expect_ok dubanc list
mv kept events/DB2024.csv

it 'says so where the folder it is called in is gone'
here=$PWD
mkdir ../gone && cd ../gone && rmdir "$PWD"
expect_code 4 dubanc list
[ "$(grep -c '' "$T/err")" = 1 ] || fail 'not one error'
cd "$here" || exit 1

it 'says so where -C names nothing'
refused 2 nirgends dubanc -C nirgends update DB2024:1 --progress=40

it 'says so where the files may not be read or written'
chmod -R a+rX . && chmod 755 "$T" "$T/work"
if as_nobody "$(command -v dubanc)" version >/dev/null 2>&1; then
	[ "$(id -u)" -ne 0 ] || chown -R 65534:65534 .
	chmod a-w events tasks
	expect_ok as_nobody dubanc list
	refused 4 tasks/DB2024.csv as_nobody dubanc update DB2024:1 --progress=40
	chmod u+w events tasks && chmod a-w tasks/DB2024.csv
	refused 4 tasks/DB2024.csv as_nobody dubanc update DB2024:1 --progress=40
	chmod u+w tasks/DB2024.csv && chmod a-w events/DB2024.csv
	refused 4 events/DB2024.csv as_nobody dubanc update DB2024:1 --progress=40
	chmod u+w events/DB2024.csv && chmod a-r tasks/DB2024.csv
	refused 4 tasks/DB2024.csv as_nobody dubanc update DB2024:1 --progress=40
	chmod u+rw tasks/DB2024.csv && chmod a-w . && rm -rf .dubanc
	refused 4 .dubanc as_nobody dubanc update DB2024:1 --progress=40
	chmod u+w .
else
	skip 'an unprivileged user cannot run this binary here'
fi
[ "$(id -u)" -ne 0 ] || chown -R 0:0 .

it 'says that the disk is full where it is, and keeps all as it was'
if [ "$(id -u)" -eq 0 ] && mkdir ../../small && mount -t tmpfs -o size=96k tmpfs ../../small 2>/dev/null; then
	cp -a . ../../small/l && cd ../../small/l || exit 1
	dd if=/dev/zero of=../fill bs=1k count=200 2>/dev/null
	refused 4 磁盘已满 dubanc update DB2024:1 --progress=50
	rm ../fill
	expect_ok dubanc update DB2024:1 --progress=50
	cd "$here" && umount ../../small || exit 1
else
	skip 'no file system can be mounted here'
fi
finish
