#!/usr/bin/env bash
# Writes the models that later versions are held to, and what they say of one image: write.sh FOLDER XVAD...
# FOLDER is made by inputs.py first; XVAD is how the command is called. Done once for a version that changes what is saved: models that are
# kept are not written again.
set -euo pipefail
cd "$1"
shift
xvad=("$@")
own=(-o backbone=small.onnx -o layers=stride4)
fit() { "${xvad[@]}" fit --detector "$2" --model "$1.xvad" --data normal "${@:3}"; }
fit pixel-gaussian pixel-gaussian -o input-size=8
fit padim padim "${own[@]}"
fit patchcore patchcore "${own[@]}" -o coreset-size=40
fit simplenet simplenet "${own[@]}" -o epochs=2
fit fastflow fastflow "${own[@]}" -o epochs=1
fit stfpm stfpm "${own[@]}" -o epochs=1 -o width=1
fit tiled padim "${own[@]}" --tiling 16
fit ignoring padim "${own[@]}" --ignore-polygon "0,0 0.25,0 0.25,0.25"
fit deep-svdd deep-svdd -o input-size=32 -o width=2 -o latent=4 -o epochs=1
