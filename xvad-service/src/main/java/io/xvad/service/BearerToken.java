package io.xvad.service;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * A secret that a request must bring as {@code Authorization: Bearer SECRET}. Only its SHA-256 is kept, and compared in a time that does
 * not depend on what was sent. Immutable and thread-safe.
 */
public final class BearerToken {

    private static final String SCHEME = "bearer ";
    private static final int FEWEST_CHARACTERS = 16;

    private final byte[] digest;

    private BearerToken(String secret) {
        this.digest = digest(secret);
    }

    /**
     * A secret as a text.
     *
     * @throws IllegalArgumentException unless it has at least 16 visible ASCII characters and no other
     */
    public static BearerToken of(String secret) {
        if (secret.length() < FEWEST_CHARACTERS || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "a token needs at least " + FEWEST_CHARACTERS + " visible ASCII characters without blanks");
        }
        return new BearerToken(secret);
    }

    /**
     * The secret that is the first line of a file.
     *
     * @throws XvadDataException naming the file, if it cannot be read
     * @throws IllegalArgumentException naming the file, if {@link #of} does not take its first line
     */
    public static BearerToken read(Path file) {
        try {
            return of(Files.readString(file).lines().findFirst().orElse("").strip());
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Whether this is the value of the header {@code Authorization} of a request that may pass. */
    boolean isIn(String authorization) {
        boolean scheme = authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME);
        String secret = scheme ? authorization.substring(SCHEME.length()).strip() : "";
        return MessageDigest.isEqual(digest, digest(secret));
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "BearerToken[secret]";
    }
}
