# fill.awk - the units fill in their sheets: reads the answers (DAY ROW SHARE NOTE,
# tab-separated) and sheets, writes each as it comes back on `day` into folder `to`.
BEGIN { FS = "\t" }
FNR == 1 { file++ }
file == 1 { if ($1 == day) { share[$2] = $3; note[$2] = $4 }; next }
FNR == 1 {
	FS = OFS = ","
	back = to "/" file ".csv"
	print >back
	next
}
{
	sub(/\r$/, "")
	if ($1 in share && $1 ~ /\.g[0-9]+$/)
		$8 = share[$1]
	else if ($1 in share) {
		$5 = share[$1] "%"
		$7 = note[$1]
	}
	print $0 "\r" >back
}
