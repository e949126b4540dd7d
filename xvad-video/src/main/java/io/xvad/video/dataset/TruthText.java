package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text that people have written or spreadsheets have saved: in UTF-8, or as its byte-order mark says, which is left out. */
final class TruthText {

    private static final char MARK = '\uFEFF';

    private TruthText() {}

    /**
     * The whole text of a file.
     *
     * @throws XvadDataException naming the file, if it cannot be read or is no such text
     */
    static String of(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text =
                    charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new XvadDataException(file + ": is not text in UTF-8; of a spreadsheet, save it as 'CSV UTF-8'", e);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }
}
