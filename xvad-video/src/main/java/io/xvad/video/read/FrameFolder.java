package io.xvad.video.read;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.data.dataset.ImageFiles;
import io.xvad.data.image.ImageReader;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of image files as a video of constant rate, in the order of their names, in which numbers count as numbers: {@code frame2}
 * comes before {@code frame10}. Hidden files are left out, and numbers that are missing are told of. Not thread-safe.
 */
public final class FrameFolder implements FrameSource {

    private static final Logger LOG = LoggerFactory.getLogger(FrameFolder.class);

    private final Path folder;
    private final List<Path> files;
    private final double framesPerSecond;
    private final List<String> remarks;
    private final ImageReader reader = ImageReader.withDefaults();
    private int index;
    private int height;
    private int width;

    private FrameFolder(Path folder, List<Path> files, double framesPerSecond) {
        this.folder = folder;
        this.files = files;
        this.framesPerSecond = framesPerSecond;
        this.remarks =
                FrameNames.gap(files.stream().map(FrameFolder::name).toList()).map(gap -> folder + ": " + gap).stream()
                        .toList();
        remarks.forEach(remark -> LOG.warn("{}", remark));
    }

    /**
     * Opens a folder.
     *
     * @param framesPerSecond of the camera, finite and above 0
     * @throws XvadDataException if it cannot be read or has no images
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static FrameFolder open(Path folder, double framesPerSecond) {
        requireRate(framesPerSecond);
        List<Path> files = ImageFiles.in(folder).stream()
                .sorted(Comparator.comparing(FrameFolder::name, FrameNames.ORDER))
                .toList();
        if (files.isEmpty()) {
            throw new XvadDataException("no images in " + folder);
        }
        return new FrameFolder(folder, files, framesPerSecond);
    }

    static double requireRate(double framesPerSecond) {
        if (!(framesPerSecond > 0 && framesPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("frames per second must be finite and above 0, got " + framesPerSecond);
        }
        return framesPerSecond;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    @Override
    public String id() {
        return folder.toString();
    }

    @Override
    public double framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public Optional<Frame> next() {
        if (index == files.size()) {
            return Optional.empty();
        }
        Image image = reader.read(files.get(index));
        if (index == 0) {
            height = image.height();
            width = image.width();
        } else if (image.height() != height || image.width() != width) {
            throw new XvadDataException(files.get(index) + " has " + image.height() + " x " + image.width()
                    + " pixels, the first frame has " + height + " x " + width);
        }
        Frame frame = new Frame(index, index / framesPerSecond, image);
        index++;
        return Optional.of(frame);
    }

    @Override
    public List<String> remarks() {
        return remarks;
    }

    @Override
    public void close() {}
}
