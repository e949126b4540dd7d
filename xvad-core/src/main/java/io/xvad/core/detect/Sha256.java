package io.xvad.core.detect;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256 over texts and float arrays; each part is preceded by its length. */
public final class Sha256 {

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public Sha256 add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    public Sha256 add(FloatBuffer values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Float.BYTES * values.remaining());
        bytes.putInt(values.remaining());
        bytes.asFloatBuffer().put(values);
        digest.update(bytes.rewind());
        return this;
    }

    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
