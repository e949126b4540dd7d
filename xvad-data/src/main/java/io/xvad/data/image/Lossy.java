package io.xvad.data.image;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells files whose compression changes values, JPEG and most WebP, by their first bytes. */
final class Lossy {

    private static final int HEAD = 16;

    private Lossy() {}

    static boolean is(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
            boolean webp = head.startsWith("RIFF") && head.startsWith("WEBP", 8);
            return head.startsWith("\u00ff\u00d8") || webp && !head.startsWith("VP8L", 12);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
