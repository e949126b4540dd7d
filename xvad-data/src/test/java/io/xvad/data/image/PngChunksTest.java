package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngChunksTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path directory = Path.of("");

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A grey PNG of 8 bits, with a chunk before its pixels, which are none. */
    private static byte[] png(int width, int height, byte[] chunk) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        out.write(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .array()));
        out.write(chunk);
        out.write(chunk("IDAT", deflated(new byte[(width + 1) * Math.min(height, 10)])));
        out.write(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }

    /** Found by fuzzing: memory was taken for all the pixels that so few bytes told of. */
    @Test
    void moreThanDeflateCanHoldIsCutShort() throws IOException {
        byte[] png = png(10_000, 10_000, new byte[0]);
        assertThatThrownBy(() -> ImageReader.withDefaults().read("a.png", png))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("a.png: is cut short: it cannot hold so many pixels");
    }

    /** Found by fuzzing: memory was taken for all that a chunk claimed to have. */
    @Test
    void aChunkIsNotLongerThanTheFile() throws IOException {
        byte[] chunk = chunk("tEXt", new byte[4]);
        ByteBuffer.wrap(chunk).putInt(0x7ffffff0);
        byte[] png = png(4, 4, chunk);
        assertThatThrownBy(() -> ImageReader.withDefaults().read("a.png", png))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("a.png: is cut short: a part of 2147483632 bytes begins at byte 33");
    }

    /** A library inflated texts to look for metadata in them. */
    @Test
    void textsAreNotInflated() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write("Comment\0\0".getBytes(StandardCharsets.US_ASCII));
        text.write(deflated(new byte[200 << 20]));
        byte[] png = png(4, 4, chunk("zTXt", text.toByteArray()));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThat(ImageReader.withDefaults().read("a.png", png).width()).isEqualTo(4);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(20 << 20);
    }

    @Test
    void whatFollowsTheEndDoesNotCount() throws IOException {
        byte[] png = png(4, 4, new byte[0]);
        byte[] longer = Arrays.copyOf(png, png.length + 500);
        Arrays.fill(longer, png.length, longer.length, (byte) 0xff);
        assertThat(ImageReader.withDefaults().read("a.png", longer).width()).isEqualTo(4);
    }

    @Test
    void exifSaysHowItLies() throws IOException {
        byte[] exif = ByteBuffer.allocate(26)
                .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 6)
                .array();
        Image image = ImageReader.withDefaults().read("a.png", png(4, 2, chunk("eXIf", exif)));
        assertThat(List.of(image.height(), image.width())).containsExactly(4, 2);
    }

    @Test
    void theBestCompressedImageIsRead() throws IOException {
        Path file = directory.resolve("black.png");
        ImageWriter.writePng(Image.of("black", 3, 1500, 2000, new float[3 * 1500 * 2000]), file);
        assertThat(ImageReader.withDefaults().read(file).width()).isEqualTo(2000);
    }
}
