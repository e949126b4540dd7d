"""Times saved models with ONNX Runtime and without ND4J on the class path, and with DL4J alone, alternating.

Usage: speed.py IMAGE MODEL.xvad...   (after mvn package; prints a Markdown table)

JVM time is from the start of the process to the first score; detect is the median of runs after warming up. Run it on an
otherwise idle machine.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ND4J = re.compile(r"nd4j|deeplearning4j|javacpp|openblas|datavec|ffmpeg|opencv|javacv")
ONNX = re.compile(r"onnxruntime|xvad-onnx")

RUNS = 60  # after half as many that do not count


def class_path(left_out):
    jars = [str(jar) for jar in sorted((ROOT / "xvad-cli/target/lib").glob("*.jar")) if not left_out.search(jar.name)]
    return ":".join([str(ROOT / "xvad-benchmarks/target/classes"), *jars])


def run(left_out, model, image, runs):
    command = ["java", "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2", "-cp", class_path(left_out),
               "io.xvad.benchmarks.ScoringSpeed", model, image, str(runs)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    first, detect, score = re.search(r"first (\d+) detect ([\d.]+) score (\S+)", output).groups()
    return int(first), float(detect), float(score)


def main(image, models):
    print("| model | first score, ms: ONNX Runtime | DL4J | detect, ms: ONNX Runtime | DL4J | times faster | scores apart |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for model in models:
        frozen = run(ND4J, model, image, RUNS)
        live = run(ONNX, model, image, RUNS)
        apart = abs(frozen[2] - live[2]) / (1 + abs(live[2]))
        print(f"| {pathlib.Path(model).stem} | {frozen[0]} | {live[0]} | {frozen[1]:.1f} | {live[1]:.1f} "
              f"| {live[1] / frozen[1]:.1f} | {apart:.0e} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
