#compdef kubetalks
_kubetalks() {
    local -a whole begun
    local line value
    for line in "${(@f)$(KUBETALKS_COMPLETE=lines "${words[1]}" -- "${(@)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        value=${line%%$'\t'*}
        [[ -n $value ]] || continue
        if [[ $line == *$'\t'* ]]; then
            line="${value//:/\\:}:${line#*$'\t'}"
        else
            line=${value//:/\\:}
        fi
        if [[ $value == *[:/] ]]; then begun+=("$line"); else whole+=("$line"); fi
    done
    # What is offered begins with what was typed, but for quotes and capitals.
    (( $#begun )) && _describe -V values begun -U -S ''
    (( $#whole )) && _describe -V values whole -U
}
if [[ "$funcstack[1]" == _kubetalks ]]; then _kubetalks "$@"; else compdef _kubetalks kubetalks; fi
