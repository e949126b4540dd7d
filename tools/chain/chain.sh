#!/usr/bin/env bash
# Runs fit, detect, explain and evaluate for every detector of images, on a data set in the MVTec layout, and says which
# steps failed. Trains for one epoch: it shows that the chain holds, not how good a detector is.
# usage: chain.sh DATA [DETECTOR]...      DATA is for example what `xvad demo --tiles` writes as brick. Needs Python 3.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
data="$1"
shift
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
picture="$(find "$data/test" -type f -not -path '*/good/*' | sort | head -1)"
failed=0

# Names and, after a colon, options of a quick training.
detectors() {
  "$here/xvad" list detectors --json | python3 -c '
import json, sys
for each in json.load(sys.stdin):
    if "image" in each["samples"]:
        names = {option["name"] for option in each["options"]}
        quick = [name + "=1" for name in ("epochs", "teacher-epochs") if name in names]
        print(each["name"] + ":" + " ".join(quick))'
}

step() {
  local name="$1" what="$2"
  shift 2
  if "$here/xvad" "$what" "$@" >"$work/log" 2>&1; then
    printf ' %s' "$what"
  else
    printf ' %s FAILED\n' "$what"
    sed "s/^/    $name: /" "$work/log" | tail -5
    failed=1
    return 1
  fi
}

chain() {
  local name="$1" model="$work/$1.xvad" options=()
  for option in $2; do
    options+=(-o "$option")
  done
  printf '%s:' "$name"
  step "$name" fit --data "$data" --detector "$name" "${options[@]}" --model "$model" &&
    step "$name" detect --model "$model" --out "$work/$name-maps" "$picture" &&
    step "$name" explain --model "$model" --explainer verbal --out "$work/$name" "$picture" &&
    step "$name" evaluate --data "$data" --model "$model" --bootstrap 100 && echo
}

while IFS=: read -r name quick <&3; do
  if [ $# -eq 0 ] || [[ " $* " == *" $name "* ]]; then
    chain "$name" "$quick"
  fi
done 3< <(detectors)
exit "$failed"
