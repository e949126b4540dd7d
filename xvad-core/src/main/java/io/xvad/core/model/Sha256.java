package io.xvad.core.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256 over texts and float arrays; each part is preceded by its length. Not thread-safe. */
public final class Sha256 {

    private static final int BLOCK = 1 << 16;

    private final MessageDigest digest = digest();

    /** SHA-256, in hex, of bytes as they are. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** SHA-256, in hex, of the UTF-8 bytes of a text. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * SHA-256, in hex, of the bytes of a file, as {@code sha256sum} prints it.
     *
     * @throws IOException if it cannot be read
     */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds a text. */
    public Sha256 add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    /** Adds values, as big-endian float32. */
    public Sha256 add(FloatBuffer values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Float.BYTES * values.remaining());
        bytes.putInt(values.remaining());
        bytes.asFloatBuffer().put(values);
        digest.update(bytes.rewind());
        return this;
    }

    /** The digest of all that was added, in hex; ends this. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
