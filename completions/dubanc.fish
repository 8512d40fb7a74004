# dubanc.fish - completion for fish that asks the program: it knows no command
# and no option itself.

function __dubanc_name
	set -l words (commandline -opc)
	set -e words[1]
	while set -q words[1]
		switch $words[1]
			case -C --ledger
				set -e words[1]
			case '-*'
			case '*'
				echo $words[1]
				return 0
		end
		set -e words[1]
	end
	return 1
end

function __dubanc_program
	set -l words (commandline -opc)
	echo $words[1]
end

# Each option; one that has words once with each: --format=csv.
function __dubanc_options
	for line in (eval (__dubanc_program) help --list=options (__dubanc_name) 2>/dev/null)
		set -l parts (string split -m 1 = -- $line)
		if test (count $parts) -lt 2
			echo $line
		else if test -z "$parts[2]"
			echo $parts[1]=
		else
			for word in (string split '|' -- $parts[2])
				echo $parts[1]=$word
			end
		end
	end
end

complete -c dubanc -n 'not __dubanc_name >/dev/null' -f -a '(eval (__dubanc_program) help --list=commands 2>/dev/null)'
complete -c dubanc -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__dubanc_options)'
