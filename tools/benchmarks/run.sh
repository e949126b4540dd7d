#!/usr/bin/env bash
# Runs the benchmarks: run.sh quick|full [DIR]. Quick takes under three minutes after the build; DIR (target/benchmarks) gets
# benchmarks.json, JMH's own, and benchmarks.md, the table with physical limits.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
set_="${1:?quick or full}"
out="${2:-$here/target/benchmarks}"
cd "$here"
mvn -q -B -ntp -pl xvad-cli,xvad-benchmarks -am package -DskipTests -Djacoco.skip -Dmaven.javadoc.skip
jmh="$(find "${MAVEN_REPO:-$HOME/.m2/repository}" -name 'jmh-core-*.jar' -o -name 'jopt-simple-5*.jar' | tr '\n' ':')"
exec java -Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2 \
  -cp "xvad-benchmarks/target/classes:$jmh$(printf '%s:' xvad-cli/target/lib/*.jar)" io.xvad.benchmarks.Suite "$set_" "$out"
