# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Completion for bash. What there is to complete is read from --help, so there is nothing here to keep in step with it.

_onrecord() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} program=${COMP_WORDS[0]} command=${COMP_WORDS[1]}
  local commands help value words=
  COMPREPLY=()
  commands=$("$program" --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$current")
    return
  fi
  help=$("$program" help "$command" 2>/dev/null)
  # "  -g, --graph PATH     the graph": PATH, where the word before is -g or --graph
  value=
  [[ $before =~ ^--?[a-z-]+$ ]] && value=$(sed -n "/^Options:/,/^$/s/^  .*$before\(, --[a-z-]*\)\{0,1\} \([A-Z][A-Z=]*\) .*/\2/p" <<<"$help")
  case $value in
    PATH | FILE | DIR)
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      compopt -o filenames
      return
      ;;
    PART=NAME)
      mapfile -t COMPREPLY < <(compgen -S = -W "text title authors published publisher url language" -- "$current")
      compopt -o nospace
      return
      ;;
    KIND) words="int8 float" ;;
    TYPE) words=$(sed -n '/^Types:/,/^$/s/^  \([a-z]*\) .*/\1/p' <<<"$help") ;;
    NAME)
      case $before.$command in
        *format.export | -f.export) words=$(sed -n '/^Formats:/,/^$/s/^  \([a-z0-9-]*\) .*/\1/p' <<<"$help") ;;
        *format.query | -f.query) words="table csv tsv json xml" ;;
        *format.doubtful | -f.doubtful) words="text json" ;;
      esac
      ;;
    '')
      if [[ $current == -* ]]; then
        words=$(sed -n '/^Options:/,/^$/s/^  \(-., \|    \)\(--[a-z-]*\).*/\2/p' <<<"$help")
      elif [[ $command == help ]]; then
        words=$commands
      elif [[ $command == query ]]; then
        words=$("$program" query --list 2>/dev/null | sed 's/ .*//')
        mapfile -t COMPREPLY < <(compgen -f -X '!*.rq' -- "$current")
      elif [[ $help == *FILE* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        compopt -o filenames
      fi
      ;;
  esac
  mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _onrecord onrecord
