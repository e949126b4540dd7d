package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.adobe.internal.xmp.XMPMeta;
import com.drew.metadata.Metadata;
import com.twelvemonkeys.image.ImageUtil;
import com.twelvemonkeys.imageio.ImageReaderBase;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.io.FastByteArrayOutputStream;
import com.twelvemonkeys.lang.StringUtil;
import io.xvad.core.Image;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** As in a web application or a plug-in: neither ImageIO's registry nor the context class loader sees the decoders. */
class ClassLoaderTest {

    /** One class of each jar that is needed. */
    private static final List<Class<?>> LIBRARIES = List.of(
            Image.class,
            ImageWriter.class,
            ReadsImages.class,
            JPEGImageReaderSpi.class,
            TIFFImageReaderSpi.class,
            WebPImageReaderSpi.class,
            ImageReaderBase.class,
            Directory.class,
            ImageUtil.class,
            FastByteArrayOutputStream.class,
            StringUtil.class,
            Metadata.class,
            XMPMeta.class,
            LoggerFactory.class);

    @TempDir
    private Path directory = Path.of("");

    private static URL[] libraries() {
        return LIBRARIES.stream()
                .map(one -> one.getProtectionDomain().getCodeSource().getLocation())
                .distinct()
                .toArray(URL[]::new);
    }

    private static URLClassLoader application() {
        return new URLClassLoader(libraries(), ClassLoader.getPlatformClassLoader());
    }

    private List<Path> files() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String name : List.of(
                "rgb.png", "turned.png", "grey16.png", "rgb.jpg", "cmyk.jpg", "rgb.bmp", "rgb.tif", "rgb.webp")) {
            files.add(Path.of(Objects.requireNonNull(ClassLoaderTest.class.getResource("/golden/" + name))
                    .toURI()));
        }
        files.add(Files.write(
                directory.resolve("big.tif"), TiffFile.grey(16, 1, 1, 2, 65535).big()));
        files.add(Files.write(
                directory.resolve("float.tif"), TiffFile.grey(32, 3, 0, 0.5, 1).classic()));
        File gif = directory.resolve("a.gif").toFile();
        ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_INDEXED), "gif", gif);
        files.add(gif.toPath());
        return files;
    }

    private Path jpegInTiff() throws IOException {
        Path file = directory.resolve("jpeg-in.tif");
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 40 * 30; i++) {
            image.setRGB(i % 40, i / 40, 0xff00_0000 | i * 6 << 16 | i / 40 * 8 << 8 | i % 40 * 6);
        }
        javax.imageio.ImageWriter writer = new TIFFImageWriterSpi().createWriterInstance(null);
        try (ImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam jpeg = writer.getDefaultWriteParam();
            jpeg.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            jpeg.setCompressionType("JPEG");
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), jpeg);
        } finally {
            writer.dispose();
        }
        return file;
    }

    private static List<FloatBuffer> readHere(List<Path> files) {
        return files.stream()
                .map(file -> FloatBuffer.wrap((float[]) new ReadsImages().apply(file)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<FloatBuffer> readIn(ClassLoader application, List<Path> files)
            throws ReflectiveOperationException {
        Class<?> reads = application.loadClass(ReadsImages.class.getName());
        assertThat(reads).isNotSameAs(ReadsImages.class);
        UnaryOperator<Object> reading =
                (UnaryOperator<Object>) reads.getDeclaredConstructor().newInstance();
        return files.stream()
                .map(file -> FloatBuffer.wrap((float[]) reading.apply(file)))
                .toList();
    }

    @Test
    void pixelsAreTheSameWhateverTheContextClassLoaderIs() throws Exception {
        List<Path> files = files();
        files.add(jpegInTiff());
        List<FloatBuffer> expected = readHere(files);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application = application()) {
            for (ClassLoader context : List.of(before, application, ClassLoader.getPlatformClassLoader())) {
                thread.setContextClassLoader(context);
                assertThat(readIn(application, files)).as("%s", context).isEqualTo(expected);
            }
            thread.setContextClassLoader(null);
            assertThat(readIn(application, files)).as("none").isEqualTo(expected);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void pixelsAreTheSameWhateverOthersHaveRegistered() throws Exception {
        List<Path> files = files();
        List<FloatBuffer> expected = readHere(files);
        IIORegistry registry = IIORegistry.getDefaultInstance();
        Foreign foreign = new Foreign();
        registry.registerServiceProvider(foreign, ImageReaderSpi.class);
        for (Iterator<ImageReaderSpi> all = registry.getServiceProviders(ImageReaderSpi.class, false);
                all.hasNext(); ) {
            ImageReaderSpi other = all.next();
            if (other != foreign) {
                registry.setOrdering(ImageReaderSpi.class, foreign, other);
            }
        }
        try {
            assertThat(readHere(files)).isEqualTo(expected);
        } finally {
            registry.deregisterServiceProvider(foreign, ImageReaderSpi.class);
        }
    }

    @Test
    void aClassLoaderThatReadImagesIsCollected() throws Exception {
        List<Path> files = files();
        WeakReference<ClassLoader> reference = readAndForget(files);
        for (int i = 0; i < 100 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(reference.get()).isNull();
    }

    private static WeakReference<ClassLoader> readAndForget(List<Path> files) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application = application()) {
            thread.setContextClassLoader(application);
            assertThat(readIn(application, files)).hasSameSizeAs(files);
            return new WeakReference<>(application);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Claims to read everything. */
    private static final class Foreign extends ImageReaderSpi {

        @Override
        public boolean canDecodeInput(Object source) {
            return source instanceof ImageInputStream;
        }

        @Override
        public ImageReader createReaderInstance(Object extension) {
            throw new UncheckedIOException(new IOException("asked a reader that others registered"));
        }

        @Override
        public String getDescription(Locale locale) {
            return "of others";
        }
    }
}
