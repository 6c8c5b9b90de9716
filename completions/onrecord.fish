# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Completion for fish, read from --help like bash's.

function __onrecord_words -d 'NAME, a tabulator and what is said of it, for each line of a section of help'
    sed -n "/^$argv[1]:/,/^\$/s/^  \(-., \|    \)\{0,1\}\(--\)\{0,1\}\([a-z0-9-]*\)\( [A-Z=]*\)\{0,1\}  *\(.*\)/\2\3\t\5/p"
end

function __onrecord_help
    set -l words (commandline -opc)
    onrecord help $words[2] 2>/dev/null
end

function __onrecord_after -d 'whether the command is argv[1] and the word before one of the others'
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = $argv[1]; and contains -- $words[-1] $argv[2..]
end

complete -c onrecord -n __fish_use_subcommand -f -a '(onrecord --help | __onrecord_words Commands)'
complete -c onrecord -n 'not __fish_use_subcommand; and string match -q -- "-*" (commandline -ct)' -f -a '(__onrecord_help | __onrecord_words Options)'
complete -c onrecord -n '__onrecord_after export -f --format' -f -a '(__onrecord_help | __onrecord_words Formats)'
complete -c onrecord -n '__onrecord_after query -f --format' -f -a 'table csv tsv json xml'
complete -c onrecord -n '__onrecord_after query query' -a '(onrecord query --list 2>/dev/null | sed "s/^\([a-z-]*\)[^A-Z]*\(.*\)/\1\t\2/")'
for command in add extract text
    complete -c onrecord -n "__onrecord_after $command --type" -f -a '(__onrecord_help | __onrecord_words Types)'
end
