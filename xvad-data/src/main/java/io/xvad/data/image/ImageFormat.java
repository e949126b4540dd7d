package io.xvad.data.image;

import io.xvad.core.XvadDataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A format of image files that is read, recognised by the first bytes and never by the ending of a name. */
enum ImageFormat {
    PNG("\u0089PNG\r\n\u001a\n"),
    JPEG("\u00ff\u00d8\u00ff"),
    BMP("BM"),
    GIF("GIF87a", "GIF89a"),
    TIFF("II*\0", "MM\0*"),
    BIG_TIFF("II+\0", "MM\0+"),
    WEBP("RIFF....WEBP");

    /** Bytes of a file that are enough to tell what it is. */
    static final int HEAD = 512;

    private final List<String> beginnings;

    ImageFormat(String... beginnings) {
        this.beginnings = List.of(beginnings);
    }

    /**
     * The format of a file.
     *
     * @param head its first {@link #HEAD} bytes, or all if there are fewer
     * @throws XvadDataException saying what the file is and what to do, if it is of none of these formats
     */
    static ImageFormat of(String name, byte[] head) {
        return find(head).orElseThrow(() -> new XvadDataException(name + ": " + ForeignFormat.describe(text(head))));
    }

    /** The format of a file; empty if it is none of these. */
    static Optional<ImageFormat> find(byte[] head) {
        String text = text(head);
        return Arrays.stream(values())
                .filter(format -> format.beginnings.stream().anyMatch(beginning -> begins(text, beginning)))
                .filter(format -> format != TIFF || !ForeignFormat.CANON_RAW.matches(text))
                .findFirst();
    }

    static String text(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1);
    }

    /** Whether a text begins with another, in which a dot stands for any character. */
    static boolean begins(String text, String beginning) {
        if (text.length() < beginning.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i++) {
            if (beginning.charAt(i) != '.' && beginning.charAt(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
