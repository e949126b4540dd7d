package io.xvad.video.language.embed;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The embedder that a user names. */
public final class Embedders {

    /** Where it is. */
    public static final OptionSpec<String> EMBEDDER = OptionSpec.text(
            "embedder",
            "",
            "a folder",
            "Folder of CLIP that you bring, made by tools/export (docs/weights.md), which compares frames and texts");

    /** All options of it. */
    public static final List<OptionSpec<?>> OPTIONS = List.of(EMBEDDER, FeatureOptions.ENGINE, FeatureOptions.THREADS);

    private static final String IDENTITY = "embedder-identity";

    private Embedders() {}

    /** Opens it; empty if none is named. */
    public static Optional<JointEmbedder> open(Options options) {
        return open(options, Optional.empty());
    }

    private static Optional<JointEmbedder> open(Options options, Optional<String> identity) {
        String place = options.get(EMBEDDER);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ServiceLoader.load(EmbedderProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.serves(place))
                .findFirst()
                .orElseGet(ClipProvider::new)
                .open(place, identity, options));
    }

    /** Writes which it is. */
    public static void write(Optional<JointEmbedder> embedder, ModelWriter model) {
        model.strings(IDENTITY, embedder.map(JointEmbedder::identity).stream().toList());
    }

    /**
     * Opens the one that a model was fitted with; empty if there was none.
     *
     * @throws XvadModelException if there is only another
     */
    public static Optional<JointEmbedder> read(ModelReader model, Options options) {
        List<String> identity = model.strings(IDENTITY);
        if (identity.size() > 1) {
            throw new XvadModelException("entry '" + IDENTITY + "' must hold one text at most");
        }
        return identity.stream().findFirst().flatMap(known -> open(options, Optional.of(known)));
    }
}
