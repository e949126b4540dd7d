#!/usr/bin/env bash
# Runs fit, detect, explain and evaluate for every detector of images or of clips, and says which steps failed. Trains for one
# epoch: it shows that the chain holds, not how good a detector is. Needs Python 3.
# usage: chain.sh image|clip DATA SAMPLE [DETECTOR]...
#   DATA is a data set with anomalies to test, for example what `xvad demo --tiles` writes as brick, or UCSD Ped2
#   SAMPLE is a picture or a video to look at
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
kind="$1" data="$2" sample="$3"
shift 3
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
failed=0
case "$kind" in
  image) fit=() explain=(--explainer verbal) ;;
  clip) fit=(--window 30) explain=() ;;
  *) echo "chain.sh: '$kind' is neither image nor clip" >&2 && exit 2 ;;
esac

# Names and, after a colon, options of a quick training.
detectors() {
  "$here/xvad" list detectors --json | python3 -c '
import json, sys
for each in json.load(sys.stdin):
    if sys.argv[1] in each["samples"]:
        names = {option["name"] for option in each["options"]}
        quick = [name + "=1" for name in ("epochs", "teacher-epochs") if name in names]
        print(each["name"] + ":" + " ".join(quick))' "$kind"
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
  step "$name" fit --data "$data" --detector "$name" "${fit[@]}" "${options[@]}" --model "$model" &&
    step "$name" detect --model "$model" --out "$work/$name-found" "$sample" &&
    step "$name" explain --model "$model" "${explain[@]}" --out "$work/$name-explained" "$sample" &&
    step "$name" evaluate --data "$data" --model "$model" --bootstrap 100 && echo
}

while IFS=: read -r name quick <&3; do
  if [ $# -eq 0 ] || [[ " $* " == *" $name "* ]]; then
    chain "$name" "$quick"
  fi
done 3< <(detectors)
exit "$failed"
