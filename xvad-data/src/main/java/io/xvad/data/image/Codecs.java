package io.xvad.data.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageInputStream;

/**
 * Makes the decoders and encoders of image files. They are those of this library's own class path and of the JDK, whatever
 * the thread's context class loader is and whatever others have registered with ImageIO: nothing is registered there, so
 * that a class loader that read an image can be collected. Files of a format that none of them knows are given to the plug-ins of the class path.
 * Thread-safe.
 */
public final class Codecs {

    private static final Set<Class<? extends ImageReaderSpi>> OWN = Set.of(
            JPEGImageReaderSpi.class, TIFFImageReaderSpi.class, BigTIFFImageReaderSpi.class, WebPImageReaderSpi.class);

    private Codecs() {}

    /**
     * A decoder for a TIFF or BigTIFF file that begins where the stream stands, with the stream as its input.
     *
     * @param name of the file
     * @throws XvadDataException if it is no TIFF file
     * @throws IOException if the stream cannot be read
     */
    public static ImageReader tiffReader(String name, ImageInputStream stream) throws IOException {
        ImageFormat format = ImageFormat.of(name, head(stream));
        if (format != ImageFormat.TIFF && format != ImageFormat.BIG_TIFF) {
            throw new XvadDataException(name + ": not a TIFF file");
        }
        ImageReader reader = reader(format);
        reader.setInput(stream, true, true);
        return reader;
    }

    /** The JDK's encoder of TIFF, which takes samples of any type. */
    public static ImageWriter tiffWriter() throws IOException {
        return jdkWriter("tiff.TIFFImageWriterSpi");
    }

    /** The JDK's decoder of PNG. */
    public static ImageReader pngReader() throws IOException {
        return reader(ImageFormat.PNG);
    }

    /** The JDK's encoder of PNG. */
    public static ImageWriter pngWriter() throws IOException {
        return jdkWriter("png.PNGImageWriterSpi");
    }

    static ImageWriter jpegWriter() throws IOException {
        return jdkWriter("jpeg.JPEGImageWriterSpi");
    }

    static ImageReader reader(ImageFormat format) throws IOException {
        ImageReaderSpi provider =
                switch (format) {
                    case PNG -> jdkReader("png.PNGImageReaderSpi");
                    case BMP -> jdkReader("bmp.BMPImageReaderSpi");
                    case GIF -> jdkReader("gif.GIFImageReaderSpi");
                    case JPEG -> jpeg();
                    case TIFF -> new TIFFImageReaderSpi();
                    case BIG_TIFF -> new BigTIFFImageReaderSpi();
                    case WEBP -> new WebPImageReaderSpi();
                };
        return provider.createReaderInstance(null);
    }

    /**
     * The decoder of an ImageIO plug-in of this library's class path, for formats that it does not know itself, with the stream as its input.
     * JPEG 2000 can be had so.
     */
    static Optional<ImageReader> plugIn(ImageInputStream stream) throws IOException {
        for (ImageReaderSpi provider : ServiceLoader.load(ImageReaderSpi.class, Codecs.class.getClassLoader())) {
            if (!OWN.contains(provider.getClass()) && provider.canDecodeInput(stream)) {
                ImageReader reader = provider.createReaderInstance(null);
                reader.setInput(stream, true, true);
                return Optional.of(reader);
            }
        }
        return Optional.empty();
    }

    static byte[] head(ImageInputStream stream) throws IOException {
        byte[] head = new byte[ImageFormat.HEAD];
        stream.mark();
        int length = 0;
        for (int read = 0; length < head.length && read >= 0; length += Math.max(0, read)) {
            read = stream.read(head, length, head.length - length);
        }
        stream.reset();
        return Arrays.copyOf(head, length);
    }

    /** It decodes with the JDK's decoder, which it looks for where it is registered. */
    private static ImageReaderSpi jpeg() {
        ServiceRegistry own =
                new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
        own.registerServiceProvider(jdkReader("jpeg.JPEGImageReaderSpi"), ImageReaderSpi.class);
        JPEGImageReaderSpi jpeg = new JPEGImageReaderSpi();
        own.registerServiceProvider(jpeg, ImageReaderSpi.class);
        return jpeg;
    }

    private static ImageReaderSpi jdkReader(String name) {
        return JdkProviders.get(ImageReaderSpi.class, name);
    }

    private static ImageWriter jdkWriter(String name) throws IOException {
        return JdkProviders.get(ImageWriterSpi.class, name).createWriterInstance();
    }
}
