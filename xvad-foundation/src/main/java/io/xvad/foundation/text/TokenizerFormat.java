package io.xvad.foundation.text;

import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.registry.Provider;
import io.xvad.core.registry.Registry;
import io.xvad.foundation.model.FoundationModel;
import java.nio.file.Path;

/** A form of tokenizer files, by the name that the description of a weights folder gives it. A service: see {@link Provider}. */
public interface TokenizerFormat extends Provider {

    /**
     * Reads a tokenizer, which the caller closes.
     *
     * @throws XvadModelException if the file cannot be read as one
     * @throws XvadUnavailableException if this format cannot run here
     */
    Tokenizer open(Path file);

    /**
     * The tokenizer of a weights folder, which the caller closes.
     *
     * @throws XvadModelException if its description names no format that is on the class path, or the file cannot be read
     * @throws XvadUnavailableException if the format cannot run here; the message says what to add
     */
    static Tokenizer tokenizerOf(FoundationModel model) {
        return named(model.text().tokenizer(), model.folder()).open(model.vocabulary());
    }

    private static TokenizerFormat named(String name, Path folder) {
        try {
            return Registry.load(TokenizerFormat.class).get(name);
        } catch (IllegalArgumentException e) {
            throw new XvadModelException(folder + ": " + e.getMessage(), e);
        }
    }
}
