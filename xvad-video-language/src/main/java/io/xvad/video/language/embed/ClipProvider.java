package io.xvad.video.language.embed;

import io.xvad.core.XvadModelException;
import io.xvad.core.option.Options;
import io.xvad.foundation.model.FoundationModel;
import java.nio.file.Path;
import java.util.Optional;

/** Opens CLIP in a folder that the user brings. */
final class ClipProvider implements EmbedderProvider {

    private static final String KIND = "clip";

    @Override
    public boolean serves(String place) {
        return true;
    }

    @Override
    public JointEmbedder open(String place, Optional<String> identity, Options options) {
        FoundationModel weights = identity.map(known -> FoundationModel.again(Path.of(place), known, options))
                .orElseGet(() -> FoundationModel.in(Path.of(place), options));
        if (!weights.description().kind().equals(KIND)) {
            throw new XvadModelException(
                    weights.folder() + ": holds " + weights.description().kind() + "; an embedder is " + KIND
                            + " (tools/export writes it, variant plain)");
        }
        return ClipEmbedder.of(weights);
    }
}
