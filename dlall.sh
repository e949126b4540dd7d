#!/bin/bash
cd /tmp/vbase; rm -f dl-*.json dlall.txt
for f in nets/*.xvad; do n=$(basename $f .xvad); mkdir -p one; rm -f one/*; cp $f one/
sed "s#/tmp/vbase/nets /tmp/vbase/dl4j.json#/tmp/vbase/one /tmp/vbase/dl-$n.json#" run.sh > run1.sh; bash run1.sh dl4j > /dev/null 2>&1; done
cat dl-*.json | grep ' | ' | sed 's/,$//' | sort > dlall.txt
grep -E '^ *"(frame-|mnad|lsa|vq-memory|dlan-ac)' /work/baseline/dl4j.json | sed 's/,$//' | sort > dlbase.txt
diff dlbase.txt dlall.txt > dlall.diff && echo "dl4j nets: same $(wc -l < dlall.txt)" > dlall.log || echo "dl4j differ $(grep -c '^>' dlall.diff) $(ls dl-*.json | wc -l)" > dlall.log
