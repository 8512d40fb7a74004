# strip.awk - C source without comments and without what strings and character
# constants hold; lines keep their numbers. For the checks that look at code.
{
	out = ""
	n = length($0)
	for (i = 1; i <= n; i++) {
		c = substr($0, i, 1)
		two = substr($0, i, 2)
		if (comment) {
			if (two == "*/") { comment = 0; i++ }
			continue
		}
		if (quote != "") {
			if (c == "\\") { i++; continue }
			if (c == quote) { out = out c; quote = "" }
			continue
		}
		if (two == "/*") { comment = 1; i++; out = out " "; continue }
		if (two == "//") break
		if (c == "\"" && $0 ~ /^[ \t]*#[ \t]*include/) { out = out substr($0, i); break }
		if (c == "\"" || c == "'") quote = c
		out = out c
	}
	if (quote != "" && substr($0, n, 1) != "\\") quote = ""
	print out
}
