#compdef onrecord
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Completion for zsh, read from --help like bash's; to be installed as _onrecord.

local program=$words[1] command=$words[2] help value
local -a found
if (( CURRENT == 2 )); then
  found=(${(f)"$($program --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\)  *\(.*\)/\1:\2/p')"})
  _describe command found
  return
fi
help=$($program help $command 2>/dev/null)
if [[ $words[CURRENT-1] =~ '^--?[a-z-]+$' ]]; then
  value=$(print -r -- $help | sed -n "/^Options:/,/^$/s/^  .*$words[CURRENT-1]\(, --[a-z-]*\)\{0,1\} \([A-Z][A-Z=]*\) .*/\2/p")
fi
if [[ $value == NAME && $command == export ]]; then
  found=(${(f)"$(print -r -- $help | sed -n '/^Formats:/,/^$/s/^  \([a-z0-9-]*\)  *\(.*\)/\1:\2/p')"})
  _describe format found
elif [[ $value == NAME && $command == query ]]; then
  compadd table csv tsv json xml
elif [[ $value == TYPE ]]; then
  found=(${(f)"$(print -r -- $help | sed -n '/^Types:/,/^$/s/^  \([a-z]*\)  *\(.*\)/\1:\2/p')"})
  _describe type found
elif [[ -n $value && $value != (PATH|FILE|DIR) ]]; then
  _message $value
elif [[ -z $value && $words[CURRENT] == -* ]]; then
  found=(${(f)"$(print -r -- $help | sed -n '/^Options:/,/^$/s/^  \(-., \|    \)\(--[a-z-]*\)\( [A-Z=]*\)\{0,1\}  *\(.*\)/\2:\4/p')"})
  _describe -o option found
elif [[ -z $value && $command == query ]]; then
  found=(${(f)"$($program query --list 2>/dev/null | sed 's/^\([a-z-]*\)[^A-Z]*\(.*\)/\1:\2/')"})
  _describe query found
  _files -g '*.rq'
else
  _files
fi
