package io.xvad.language.chat;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key that a server asks for. It is read when a server is first asked, never stored, and never shown. Immutable. */
public final class Secret {

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * This text, without white space around it and without the mark by which some editors begin a file.
     *
     * @throws IllegalArgumentException if the rest is not one line of printable ASCII, as a header needs; the message does not show it
     */
    public static Secret of(String text) {
        String value = text.replace("\ufeff", "").strip();
        if (!PRINTABLE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a key is one line of printable characters without spaces, this one is not");
        }
        return new Secret(value);
    }

    /**
     * What a file holds, if one is named, or else what an environment variable holds; empty where neither has one, as local servers need none.
     *
     * @param variable name of the environment variable
     * @param file a file, or empty
     * @throws XvadDataException if the file cannot be read, or holds no key
     * @throws IllegalArgumentException if what the variable holds is no key
     */
    public static Optional<Secret> read(String variable, String file) {
        if (file.isEmpty()) {
            return Optional.ofNullable(System.getenv(variable))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(Secret::of);
        }
        try {
            return Optional.of(of(Files.readString(Path.of(file))));
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(file + ": " + e.getMessage(), e);
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
