# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Completion of onrecord's commands, options and their values for bash. A test compares it with --help.

_onrecord_options() {
  case $1 in
    add) echo --graph --base --attitudes --min-score --jobs --knowledge --model --precision --type --field --from-list --allow-private --cache --user-agent --proxy --wait --ignore-robots --resume --failures --duplicates --quiet --help ;;
    doubtful) echo --graph --format --help ;;
    export) echo --graph --format --output --graph-name --help ;;
    extract) echo --attitudes --min-score --jobs --knowledge --model --precision --type --field --from-list --allow-private --cache --user-agent --proxy --wait --ignore-robots --quiet --help ;;
    forget) echo --graph --quiet --help ;;
    merge) echo --graph --quiet --help ;;
    rebuild) echo --graph --knowledge --quiet --help ;;
    rename) echo --graph --quiet --help ;;
    split) echo --graph --quiet --help ;;
    unsure) echo --graph --quiet --help ;;
    info) echo --graph --check --help ;;
    query) echo --graph --format --list --explain --profile --tidy --timeout --max-memory --service --allow-private --help ;;
    show) echo --graph --help ;;
    text) echo --json --type --field --from-list --allow-private --cache --user-agent --proxy --wait --ignore-robots --quiet --help ;;
    why) echo --graph --help ;;
    update) echo --graph --articles --timeout --max-memory --service --allow-private --quiet --help ;;
  esac
}

_onrecord() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "add doubtful export extract forget help info merge query rebuild rename show split text unsure update why --help --version" -- "$current")
    return
  fi
  case $before in
    -g | --graph | -m | --model | -o | --output | --cache | --from-list | --failures | --knowledge)
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      compopt -o filenames
      return
      ;;
    --precision)
      mapfile -t COMPREPLY < <(compgen -W "int8 float" -- "$current")
      return
      ;;
    --type)
      mapfile -t COMPREPLY < <(compgen -W "text html markdown mail pdf docx odt jsonl json csv tsv feed sitemap list mbox warc archive packed" -- "$current")
      return
      ;;
    --field)
      mapfile -t COMPREPLY < <(compgen -S = -W "text title authors published publisher url language" -- "$current")
      compopt -o nospace
      return
      ;;
    -f | --format)
      local formats="turtle trig ntriples nquads jsonld gexf graphml yed dot cytoscape csv csv-nodes csv-edges neo4j neo4j-nodes neo4j-edges"
      [[ $command == query ]] && formats="table csv tsv json xml"
      [[ $command == doubtful ]] && formats="text json"
      mapfile -t COMPREPLY < <(compgen -W "$formats" -- "$current")
      return
      ;;
    --min-score | -j | --jobs | --base | --user-agent | --proxy | --wait | --timeout | --max-memory | --service) return ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_onrecord_options "$command")" -- "$current")
    return
  fi
  case $command in
    help) mapfile -t COMPREPLY < <(compgen -W "add doubtful export extract forget info merge query rebuild rename show split text unsure update why" -- "$current") ;;
    query)
      mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" query --list 2>/dev/null | sed -n 's/^\([a-z][a-z-]*\).*/\1/p')" -- "$current"
        compgen -f -X '!*.rq' -- "$current")
      ;;
    add | extract | forget | text | update)
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      compopt -o filenames
      ;;
  esac
}
complete -F _onrecord onrecord
