package io.xvad.benchmarks.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** All that read files. */
final class Targets {

    private Targets() {}

    static List<Target> all() {
        return Stream.of(
                        ImageTargets.all(),
                        ArrayTargets.all(),
                        LabelTargets.all(),
                        DatasetTargets.all(),
                        TextTargets.all(),
                        ModelTargets.all(),
                        VideoTargets.all())
                .flatMap(List::stream)
                .toList();
    }
}
