#!/usr/bin/env bash
# Tries damaged files on everything that reads: run.sh FOLDER COUNT MINUTES [TARGET...], or run.sh FOLDER again TARGET FILE for one file.
# Goes on where the last run in FOLDER stopped; what was found lies in FOLDER/finds. Ends with 1 if anything was found.
set -euo pipefail
folder="$(realpath -m "$1")"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mvn -q -B -ntp -pl xvad-benchmarks -am package -DskipTests -Djacoco.skip -Dmaven.javadoc.skip
mvn -q -B -ntp -pl xvad-benchmarks dependency:build-classpath -Dmdep.outputFile=target/cp.txt
exec java -Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2 -Djava.awt.headless=true -Xmx1g \
  -cp "xvad-benchmarks/target/classes:$(cat xvad-benchmarks/target/cp.txt)" io.xvad.benchmarks.fuzz.Fuzzing "$folder" "${@:2}"
