#!/usr/bin/env bash
# halves.sh DATA OUT: two data sets of symbolic links in MVTec's layout, OUT-even and OUT-odd, with every second test image of each kind
# in the order of the file names: one half to look at while something is made, the other kept aside to measure on.
set -euo pipefail
data=$(cd "$1" && pwd)
for part in 0:even 1:odd; do
  half=$2-${part##*:}
  mkdir -p "$half/test" "$half/ground_truth"
  ln -sfn "$data/train" "$half/train"
  for folder in "$data"/test/*/; do
    kind=$(basename "$folder")
    mkdir -p "$half/test/$kind"
    i=0
    for image in "$folder"*; do
      if [ $((i % 2)) = "${part%%:*}" ]; then
        ln -sfn "$image" "$half/test/$kind/$(basename "$image")"
        stem=$(basename "${image%.*}")
        for mask in "$data/ground_truth/$kind/$stem"[_.]*; do
          [ -e "$mask" ] && mkdir -p "$half/ground_truth/$kind" && ln -sfn "$mask" "$half/ground_truth/$kind/$(basename "$mask")"
        done
      fi
      i=$((i + 1))
    done
  done
done
