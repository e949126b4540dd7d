#!/usr/bin/env bash
# Fits and evaluates detectors on a data set in the MVTec layout and prints a row of the table in docs/detectors.md for each.
# Usage: tools/measure-detectors.sh DATA "DETECTOR [-o KEY=VALUE]..." ...
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
data="$1"
shift
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for what in "$@"; do
  read -ra words <<<"$what"
  begun=$SECONDS
  "$here/xvad" fit --data "$data" --detector "${words[@]}" --model "$work/model.xvad" >"$work/fit.txt"
  taken=$((SECONDS - begun))
  "$here/xvad" evaluate --data "$data" --model "$work/model.xvad" >"$work/figures.txt"
  awk -v what="$what" -v taken="$taken" '
    /^image  / { auroc = $2 " " $3 " " $4 }
    /^pixel  / { pixel = $2 " " $3 " " $4; aupro = $(NF - 2) " " $(NF - 1) " " $NF }
    END { print "| " what " | " auroc " | " pixel " | " aupro " | " taken " |" }' "$work/figures.txt"
done
