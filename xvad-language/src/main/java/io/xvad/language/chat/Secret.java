package io.xvad.language.chat;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A key that a server asks for. It is read when a server is first asked, never stored, and never shown. Immutable. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** This text. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /**
     * What a file holds, if one is named, or else what an environment variable holds; empty where neither has one, as local servers need none.
     *
     * @param variable name of the environment variable
     * @param file a file, or empty
     * @throws XvadDataException if the file cannot be read
     */
    public static Optional<Secret> read(String variable, String file) {
        if (file.isEmpty()) {
            return Optional.ofNullable(System.getenv(variable))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(Secret::new);
        }
        try {
            return Optional.of(new Secret(Files.readString(Path.of(file)).strip()));
        } catch (IOException e) {
            throw new XvadDataException(file + ": the key cannot be read: " + e.getMessage(), e);
        }
    }

    /** The key itself, for the one who sends it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
