package io.xvad.foundation.model;

import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Small files that tools/export/foreign.py writes as other exporters name them. */
public final class Foreign {

    private static final Path ROOT = Path.of("src", "test", "resources", "foreign");

    private Foreign() {}

    /** The folder of this name. */
    public static Path folder(String name) {
        return ROOT.resolve(name);
    }

    /** Its networks, one thread each, by the description that a user wrote. */
    public static FoundationModel model(String name) {
        return in(folder(name));
    }

    /** Those of a folder. */
    public static FoundationModel in(Path folder) {
        Options options = Options.parse(
                List.of(FeatureOptions.ENGINE, FeatureOptions.THREADS), Map.of(FeatureOptions.THREADS.name(), "1"));
        return FoundationModel.in(folder, options);
    }

    /** What PyTorch computed. */
    static Tensor expected(String name, String entry) {
        return Objects.requireNonNull(
                Npz.read(folder(name).resolve("expected.npz"), "").get(entry));
    }
}
