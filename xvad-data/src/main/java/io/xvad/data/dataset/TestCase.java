package io.xvad.data.dataset;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageSource;
import io.xvad.data.map.MaskSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A labelled image. Image and mask are read each time they are asked for. Immutable and thread-safe.
 *
 * @param source the image
 * @param defect what is wrong with it; {@value #GOOD} if nothing is
 * @param maskFile an image of where the anomalous pixels are; empty for a normal image, or if nobody drew them
 * @param masks says where the anomalous pixels are if there is no mask file
 * @param reader reads the image
 */
public record TestCase(
        ImageSource source, String defect, Optional<Path> maskFile, Optional<MaskSource> masks, ImageReader reader) {

    /** The defect of normal images. */
    public static final String GOOD = "good";

    /** The defect of anomalous images of which no more is known. */
    public static final String ANOMALOUS = "anomalous";

    /** An image that is read with the defaults, and whose mask, if there is one, is an image. */
    public TestCase(Path file, String defect, Optional<Path> maskFile) {
        this(file, defect, maskFile, Optional.empty());
    }

    /** An image that is read with the defaults. */
    public TestCase(Path file, String defect, Optional<Path> maskFile, Optional<MaskSource> masks) {
        this(ImageSource.of(file), defect, maskFile, masks, ImageReader.withDefaults());
    }

    /** An image that may lie in one file with others; its mask, if there is one, comes from {@code masks}. */
    public TestCase(ImageSource source, String defect, Optional<MaskSource> masks) {
        this(source, defect, Optional.empty(), masks, ImageReader.withDefaults());
    }

    /** The file that the image is in, perhaps with others. */
    public Path file() {
        return source.file();
    }

    /** The same image, read by another reader, for example with another white level. */
    public TestCase readBy(ImageReader other) {
        return new TestCase(source, defect, maskFile, masks, other);
    }

    /**
     * The images of {@code anomalous/*} in a directory, with the masks of {@code masks/*} of the same names if there are any.
     *
     * @throws XvadDataException if there is no image, or one has no mask though others have
     */
    public static List<TestCase> anomaliesIn(Path root) {
        List<TestCase> anomalies = FolderLayout.anomalies(root);
        if (anomalies.isEmpty()) {
            throw new XvadDataException(root.resolve(ANOMALOUS) + ": no images found");
        }
        return anomalies;
    }

    /** The same image, whose mask comes from here, such as the files of a label tool, and no more from a mask file. */
    public TestCase withMasks(MaskSource masks) {
        return new TestCase(source, defect, Optional.empty(), Optional.of(masks), reader);
    }

    /** Path of the image as text; of one of several images in a file with its number, as {@code FILE#INDEX}. */
    public String id() {
        return source.id();
    }

    /** Whether anything is wrong with it. */
    public boolean anomalous() {
        return !defect.equals(GOOD);
    }

    /** Reads the image; throws as {@link ImageReader#read}. */
    public Image image() {
        return source.read(reader);
    }

    /** Reads the image, or opens it if it is large; throws as {@link ImageReader#open}. */
    public Sample sample() {
        return source.open(reader);
    }

    /**
     * The mask for this image: all false if it is normal, empty if it is anomalous and nobody drew one.
     *
     * @throws XvadDataException naming both files, if their sizes differ; or if the mask is missing, though other images have one,
     *     or cannot be read
     */
    public Optional<Mask> mask(Sample image) {
        if (!anomalous()) {
            return Optional.of(Mask.none(image.height(), image.width()));
        }
        requireMask();
        return maskFile.isPresent()
                ? maskFile.map(path -> fitting(path, image))
                : masks.flatMap(from -> from.maskOf(file(), image.height(), image.width()));
    }

    /**
     * Makes sure that the file of the mask is there.
     *
     * @throws XvadDataException if it is not; the message tells what is in its folder
     */
    void requireMask() {
        if (maskFile.isPresent() && !Files.exists(maskFile.get())) {
            throw new XvadDataException(MaskNames.missing(file(), maskFile.get()));
        }
    }

    private Mask fitting(Path path, Sample image) {
        Mask mask = DrawnMask.read(path);
        if (mask.height() != image.height() || mask.width() != image.width()) {
            throw new XvadDataException("mask " + path + " is " + mask.height() + " x " + mask.width() + " but image "
                    + file() + " is " + image.height() + " x " + image.width());
        }
        return mask;
    }
}
