"""Times the networks for video with ONNX Runtime and without ND4J on the class path, and in SameDiff, alternating.

Usage: video_speed.py GROUND FOLDER [DETECTOR...]   (after mvn package; prints a Markdown table)

Each network learns for one epoch from two synthetic clips of 240 x 360 pixels, which it sees at 128 x 128, and then watches
an MP4 of 50 frames three times over; what counts is the third time. Run it on an otherwise idle machine.
"""

import pathlib
import re
import subprocess
import sys

from speed import ONNX, ROOT

ND4J = re.compile(r"nd4j|deeplearning4j|datavec")
NETWORKS = ["frame-prediction", "frame-reconstruction", "mnad", "lsa", "vq-memory", "dlan-ac"]
FRAMES = 50


def stream(left_out, *arguments):
    jars = [str(jar) for jar in sorted((ROOT / "xvad-cli/target/lib").glob("*.jar"))
            if not (left_out and left_out.search(jar.name))]
    command = ["java", "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2", "-cp",
               ":".join([str(ROOT / "xvad-benchmarks/target/classes"), *jars]), "io.xvad.benchmarks.VideoStream",
               *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def watched(left_out, model, video):
    output = stream(left_out, "watch", model, video, 3 * FRAMES)
    first = re.search(r"first score ([\d.]+) s", output).group(1)
    return float(first), float(re.findall(r"([\d.]+) frames/s", output)[-1])


def main(ground, folder, networks):
    print("| network | frames a second: ONNX Runtime | SameDiff | times faster | first score, s: ONNX Runtime | SameDiff |")
    print("| --- | --- | --- | --- | --- | --- |")
    for network in networks or NETWORKS:
        model = folder / f"{network}.xvad"
        video = folder / "scene.mp4"
        if not model.exists():
            stream(None, "fit", ground, network, model, video, 2, FRAMES, "input-size=128", "epochs=1", "epoch-windows=0")
        frozen = watched(ND4J, model, video)
        live = watched(ONNX, model, video)
        print(f"| {network} | {frozen[1]:.1f} | {live[1]:.1f} | {frozen[1] / live[1]:.1f} "
              f"| {frozen[0]:.2f} | {live[0]:.2f} |", flush=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:])
