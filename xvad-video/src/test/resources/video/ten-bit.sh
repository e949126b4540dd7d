#!/usr/bin/env bash
# Writes ten-bit.mp4: five grey frames of 64 x 48 pixels at 10 frames a second, 0, 20, 40, 60 and 80 of 255, H.264 of 10 bits a
# channel. FFmpeg as JavaCV brings it has no encoder for that. Made with ffmpeg 5.1.9 of
# Debian 12 and its libx264.
set -euo pipefail
cd "$(dirname "$0")"
python3 -c 'import sys; [sys.stdout.buffer.write(bytes([20 * i]) * (64 * 48 * 3)) for i in range(5)]' |
  ffmpeg -v error -y -f rawvideo -pixel_format rgb24 -video_size 64x48 -framerate 10 -i - \
    -c:v libx264 -pix_fmt yuv420p10le -crf 4 -bf 0 ten-bit.mp4
