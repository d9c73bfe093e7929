_kubetalks() {
    # bash parts a word at : and =, and the words of a query have them.
    local words=() n=-1 i piece rest=${COMP_LINE:0:COMP_POINT}
    for ((i = 0; i < COMP_CWORD; i++)); do
        piece=${COMP_WORDS[i]}
        if ((n >= 0)) && [[ $rest != [[:space:]]* ]]; then words[n]+=$piece; else words[++n]=$piece; fi
        rest=${rest#*"$piece"}
    done
    if ((n >= 0)) && [[ -n $rest && $rest != [[:space:]]* ]]; then
        words[n]+=$rest
    else
        words[++n]=${rest#"${rest%%[![:space:]]*}"}
    fi
    local word=${words[n]} quote= before=
    case $word in
        [\'\"]*) quote=${word:0:1} word=${word:1} ;;
        *[:=]*) if [[ $COMP_WORDBREAKS == *:* ]]; then before=${word%"${word##*[:=]}"}; fi ;;
    esac
    if [[ $quote != \' ]]; then word=${word//\\/}; fi
    words[n]=$word
    local line value
    COMPREPLY=()
    while IFS= read -r line; do
        value=${line%%$'\t'*}
        value=${value#"$before"}
        case $quote in
            \') value=${value//\'/\'\\\'\'} ;;
            \") value=${value//\\/\\\\} value=${value//\"/\\\"} value=${value//\$/\\\$} value=${value//\`/\\\`} ;;
            *) [[ -z $value ]] || printf -v value %q "$value" ;;
        esac
        COMPREPLY+=("$value")
    done < <(KUBETALKS_COMPLETE=lines "$1" -- "${words[@]}" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -o bashdefault -F _kubetalks kubetalks 2>/dev/null || complete -o bashdefault -F _kubetalks kubetalks
