package io.xvad.video.language.embed;

import io.xvad.core.option.Options;
import java.util.Optional;

/** Opens embedders at places of a kind. A service, found by {@link java.util.ServiceLoader}, by which a program brings one of its own, such as ImageBind's. Thread-safe. */
public interface EmbedderProvider {

    /** Whether it opens what a user names so. */
    boolean serves(String place);

    /**
     * Opens an embedder.
     *
     * @param place as the user names it
     * @param identity the {@link JointEmbedder#identity} that it must have; empty for any
     * @param options of the detector, with {@link Embedders#OPTIONS}
     * @throws io.xvad.core.XvadUnavailableException if it is not there
     * @throws io.xvad.core.XvadModelException if it is another, or cannot be used
     */
    JointEmbedder open(String place, Optional<String> identity, Options options);
}
