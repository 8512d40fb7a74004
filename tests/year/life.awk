# life.awk - what happens to each task of the year: reads arrivals.tsv, the targets and
# the tasks (tab-separated, with a heading), prints DAY, command, arguments; what units answer on their
# sheets goes to the file `answers` (DAY, row, share, note).
#
# A task's fate is its place in the list modulo 16, so that every fate occurs in
# every document. Units write on Thursdays, the office decides on Tuesdays: what
# happens to several tasks on one day with the same words is one command.

function days(y, m, d,    a) { # days since 1970-01-01
	y -= m <= 2; a = int(y / 400)
	m = (m + 9) % 12
	d += int((153 * m + 2) / 5) - 1 + (y - a * 400) * 365 + int((y - a * 400) / 4) - int((y - a * 400) / 100)
	return a * 146097 + d - 719468
}
function day_of(iso) { return days(substr(iso, 1, 4) + 0, substr(iso, 6, 2) + 0, substr(iso, 9, 2) + 0) }
function iso(z,    a, b, c, d, e, m) {
	z += 719468; a = int(z / 146097); b = z - a * 146097
	c = int((b - int(b / 1460) + int(b / 36524) - int(b / 146096)) / 365)
	d = b - (365 * c + int(c / 4) - int(c / 100))
	e = int((5 * d + 2) / 153)
	m = e < 10 ? e + 3 : e - 9
	return sprintf("%04d-%02d-%02d", c + a * 400 + (m <= 2), m, d - int((153 * e + 2) / 5) + 1)
}
# The Thursday on or after a day; the Tuesday after it (1970-01-01 was a Thursday).
function thursday(z) { return z + (7 - z % 7) % 7 }
function tuesday(z) { return z + 1 + (7 - (z + 3) % 7) % 7 }
function fortnight(z) { return z + 1 + (14 - (z + 10) % 14) % 14 }

function say(z, command, ids, words,    key) {
	if (iso(z) > last)
		return
	key = iso(z) "\t" command "\t" words
	if (!(key in lines))
		order[++said] = key
	lines[key] = lines[key] (lines[key] == "" ? "" : "\t") ids
}
function update(z, words) { say(z, "update", id, words) }

function accept(z) { # done, and struck off with its evidence, every other Tuesday
	z = fortnight(z)
	update(z, "--done")
	if (k % 5 != 3)
		update(fortnight(z), "--evidence=https://oa.qinghe.example/" iso(z) "\t--close")
	return z
}
function finish(z, note,    words, g) {
	z = thursday(z > start + 4 ? z : start + 4)
	for (g = 1; g <= targets[id]; g++) # of a few not all is reached
		words = words "\t--actual=" metric[id, g] "=" part(goal[id, g], k % 11 == 3 ? 85 : 100 + k % 3)
	words = "--report\t--note=" (note ? note : "已按要求完成，佐证材料随附") words
	if (fate == 4) { # entered six days after it came
		say(z + 6, "update", id, "--on=" iso(z) "\t" words)
		return accept(z + 6)
	}
	update(z, words)
	return accept(z)
}
function part(whole, share) { return whole < 3 ? int(whole * share) / 100 : int(whole * share / 100) }

# How far a unit says it is at the end of each quarter; what it does not say is "".
function tell(start, due, finished, slow, mute,    z, q, share, y) {
	for (y = 2024; y <= 2025; y++)
		for (q = 1; q <= 4; q++) {
			z = day_of(sprintf("%d-%02d-28", y, 3 * q))
			if (z <= start || z >= finished || mute)
				continue
			share = due > start ? int((z - start) * (slow ? 45 : 104) / (due - start)) : 50
			if (share > 96)
				share = 96
			print iso(z) "\t" id "\t" share "\t" (slow ? "正在推进，前期手续较慢" : "按计划推进") >answers
			for (g = 1; g <= targets[id]; g++)
				print iso(z) "\t" target[id, g] "\t" part(goal[id, g], share) "\t" >answers
		}
}

BEGIN { FS = "\t" }
FNR == 1 { file++ }
file == 1 { if ($2 == "add") added[substr($3, 9)] = $1; next }
file == 2 && split($0, c, ",") > 5 && c[1] ~ /g[0-9]+$/ {
	target[c[2], ++targets[c[2]]] = c[1]
	goal[c[2], targets[c[2]]] = c[5]
	metric[c[2], targets[c[2]]] = c[3]
	next
}
file == 2 || FNR == 1 { next }
{
	id = $1; lead = $2; coop = $3; recur = $5
	split(coop, assisting, ";")
	k++
	charged = id ~ /发2024/ ? (id ~ /政办/ ? "2024-03-01" : "2024-01-17") : id ~ /督2024/ ? "2024-05-30" : id ~ /2025-1:/ ? "2025-01-15" : added[$6]
	due = $4 == "" ? 0 : day_of($4)
	start = day_of(charged)
}
recur ~ /^every/ { # each period: most in time, some late, a few never
	for (z = due; iso(z) <= last; z = due_after(z)) {
		n = ++period[k]
		if ((n + k) % 18 == 16) # never
			continue
		if ((n + k) % 18 == 7) { # made up long after
			update(z + 40, "--report\t--period=" name(z))
			continue
		}
		update((n + k) % 7 == 5 || z - 2 <= start ? z + 6 : z - 2, "--report\t--period=" name(z))
	}
	next
}
due == 0 { # without a limit: chased by its rhythm
	if (recur == "long" || k % 2)
		tell(start, start + 700, 99999, 1, 0)
	next
}
{
	fate = id ~ /^DB/ ? k % 6 : k % 16 # what comes by word of mouth is soon over
	due_now = due
	if (fate != 9)
		update(start + 1 + k % 3, "--ack")
	if (coop != "" && fate % 3 == 0 && due - start > 60)
		update(thursday(start + 25), "--unit=" assisting[1] "\t--note=已安排专人配合")
}
fate <= 3 || fate == 14 { # in time; one of them praised
	end = finish(due - 9 - k % 6)
	tell(start, due, end, 0, 0)
	if (fate == 14)
		update(end + 3, "--instruct=肯定 做法可在全区推广")
	if (fate == 2 && coop != "" && due - start > 60)
		update(thursday(due - 20), "--unit=" assisting[1] "\t--progress=80\t--note=配合事项基本完成")
}
fate == 4 || fate == 5 { # late by some weeks
	end = finish(due + 9 + k % 25)
	tell(start, due, end, 1, 0)
}
fate == 6 { # returned once, then in time
	z = thursday(due - 20)
	update(z, "--report\t--note=已完成")
	update(tuesday(z), "--return=佐证材料不全")
	end = finish(due - 7)
	tell(start, due, z, 0, 0)
}
fate == 7 { # an extension, granted
	z = thursday(due - 15)
	update(z, "--ask-extension=" iso(due + 61) "\t--reason=招标流标，重新组织")
	update(tuesday(z), "--grant")
	end = finish(due + 50)
	tell(start, due + 61, end, 0, 0)
}
fate == 8 { # an extension, refused
	z = thursday(due - 12)
	update(z, "--ask-extension=" iso(due + 31) "\t--reason=人手不足")
	update(tuesday(z), "--refuse=理由不充分，按原时限办理")
	end = finish(due + 20)
	tell(start, due, end, 1, 0)
}
fate == 9 { # silent until it is long overdue; some for ever
	if (k % 32 < 16)
		finish(due + 75, "已补办完成")
	tell(start, due, 99999, 1, 1)
}
fate == 10 { # suspended; some taken up again
	z = tuesday(due - 40)
	update(z, "--suspend=上级政策调整，暂缓实施")
	if (k % 32 < 16) {
		update(tuesday(z + 45), "--resume")
		finish(due + 30)
	}
	tell(start, due, z, 0, 0)
}
fate == 11 { # slow, still running long after
	tell(start, due, thursday(due + 120), 1, 0)
	finish(due + 120, "分期完成")
}
fate == 12 { # done, looked at again, taken up again
	end = finish(due - 12)
	update(tuesday(end + 30), "--reopen=回头看发现问题反弹")
	finish(end + 70, "反弹问题已整改")
	tell(start, due, end - 5, 0, 0)
}
fate == 13 { # cancelled
	z = tuesday(due - 25)
	update(z, "--cancel=并入上级统一部署事项")
	tell(start, due, z, 0, 0)
}
fate == 15 { # returned twice, late
	z = thursday(due - 10)
	update(z, "--report\t--note=已基本完成")
	update(tuesday(z), "--return=成效数据与现场不符")
	z = thursday(due + 8)
	update(z, "--report\t--note=已补充材料")
	update(tuesday(z), "--return=仍有缺项，请逐项核实")
	end = finish(due + 22, "缺项已逐项补齐")
	tell(start, due, end, 0, 0)
}

# The due day after z of a recurrence: the same day of a later month, or its end.
function due_after(z,    m, y, d, step) {
	step = recur ~ /month/ ? 1 : recur ~ /quarter/ ? 3 : recur ~ /half/ ? 6 : 12
	y = substr(iso(z), 1, 4) + 0
	m = substr(iso(z), 6, 2) + step
	y += int((m - 1) / 12)
	m = (m - 1) % 12 + 1
	if (recur ~ /@/) {
		d = recur
		sub(/.*@/, "", d)
		return days(y, m, d + 0)
	}
	return days(m == 12 ? y + 1 : y, m % 12 + 1, 1) - 1
}
function name(z,    y, m) {
	y = substr(iso(z), 1, 4)
	m = substr(iso(z), 6, 2) + 0
	return recur ~ /month/ ? y "-" sprintf("%02d", m) : recur ~ /quarter/ ? y "Q" int((m + 2) / 3) : recur ~ /half/ ? y "H" int((m + 5) / 6) : y
}

END {
	for (z = day_of("2024-02-05"); iso(z) <= last; z += 14) # every other Monday
		say(z, "remind", "", "")
	for (y = 2024; y <= 2025; y++) {
		for (q = 1; q <= 4; q++) {
			say(day_of(sprintf("%d-%02d-20", y, 3 * q)), "send", "", sprintf("%d-%02d-28", y, 3 * q))
			say(day_of(sprintf("%d-%02d-28", y, 3 * q)), "collect", "", "")
		}
		say(day_of(y "-05-14"), "check", "", "10\t" y "-06-14")
		say(day_of(y "-06-14"), "again", "", "")
		say(day_of(y "-11-12"), "check", "", "15\t" y "-12-12")
		say(day_of(y "-12-12"), "again", "", "")
	}
	for (i = 1; i <= said; i++)
		print order[i] (lines[order[i]] == "" ? "" : "\t" lines[order[i]])
}
