# dubanc.bash - completion that asks the program: it knows no command and no
# option itself.

_dubanc()
{
	local cur=${COMP_WORDS[COMP_CWORD]} dubanc=${COMP_WORDS[0]} word name='' value='' i options

	# --option=value arrives as three words.
	if [[ $cur == = ]]; then
		value=${COMP_WORDS[COMP_CWORD - 1]}
		cur=''
	elif [[ $COMP_CWORD -gt 1 && ${COMP_WORDS[COMP_CWORD - 1]} == = ]]; then
		value=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		case $word in
		-C | --ledger) ((i++)) ;;
		-* | =) ;;
		*) [[ ${COMP_WORDS[i - 1]} == = ]] || { name=$word && break; } ;;
		esac
	done
	options=$("$dubanc" help --list=options ${name:+"$name"} 2>/dev/null)
	if [[ $value ]]; then
		# The words of an option, --format=text|csv, else files.
		word=$(sed -n "s/^$value=//p" <<<"$options")
		if [[ $word ]]; then
			mapfile -t COMPREPLY < <(compgen -W "${word//|/ }" -- "$cur")
		else
			mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		fi
	elif [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(printf '%s\n' "$options" | sed 's/=.*/=/')" -- "$cur")
		[[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace
	elif [[ ! $name ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$("$dubanc" help --list=commands 2>/dev/null)" -- "$cur")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
	fi
}
complete -o default -F _dubanc dubanc
