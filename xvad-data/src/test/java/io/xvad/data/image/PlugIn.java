package io.xvad.data.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** An ImageIO plug-in for a format of its own: a sign, height and width, and grey bytes. */
public final class PlugIn extends ImageReaderSpi {

    private static final int SIGN = 0x01e51e51;
    private static final int HEADER = 12;

    /** As the service loader wants it. */
    public PlugIn() {
        super(
                "XVAD",
                "1",
                new String[] {"xvad-test"},
                null,
                null,
                Reader.class.getName(),
                new Class<?>[] {ImageInputStream.class},
                null,
                false,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    static byte[] encoded(int height, int width, byte[] pixels) {
        return ByteBuffer.allocate(HEADER + pixels.length)
                .putInt(SIGN)
                .putInt(height)
                .putInt(width)
                .put(pixels)
                .array();
    }

    @Override
    public boolean canDecodeInput(Object source) throws IOException {
        ImageInputStream stream = (ImageInputStream) source;
        stream.mark();
        try {
            return stream.length() >= HEADER && stream.readInt() == SIGN;
        } finally {
            stream.reset();
        }
    }

    @Override
    public ImageReader createReaderInstance(@Nullable Object extension) {
        return new Reader(this);
    }

    @Override
    public String getDescription(@Nullable Locale locale) {
        return "a format of tests";
    }

    private static final class Reader extends ImageReader {

        Reader(PlugIn provider) {
            super(provider);
        }

        private int number(int at) throws IOException {
            ImageInputStream stream = (ImageInputStream) input;
            stream.seek(at);
            return stream.readInt();
        }

        @Override
        public int getNumImages(boolean search) {
            return 1;
        }

        @Override
        public int getHeight(int index) throws IOException {
            return number(4);
        }

        @Override
        public int getWidth(int index) throws IOException {
            return number(8);
        }

        @Override
        public Iterator<ImageTypeSpecifier> getImageTypes(int index) {
            return List.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_GRAY))
                    .iterator();
        }

        @Override
        public @Nullable IIOMetadata getStreamMetadata() {
            return null;
        }

        @Override
        public @Nullable IIOMetadata getImageMetadata(int index) {
            return null;
        }

        @Override
        public BufferedImage read(int index, @Nullable ImageReadParam parameters) throws IOException {
            int width = getWidth(0);
            Rectangle region = getSourceRegion(parameters, width, getHeight(0));
            BufferedImage image = new BufferedImage(region.width, region.height, BufferedImage.TYPE_BYTE_GRAY);
            ImageInputStream stream = (ImageInputStream) input;
            byte[] row = new byte[region.width];
            for (int y = 0; y < region.height; y++) {
                stream.seek(HEADER + (long) (region.y + y) * width + region.x);
                stream.readFully(row);
                image.getRaster().setDataElements(0, y, region.width, 1, row);
            }
            return image;
        }
    }
}
