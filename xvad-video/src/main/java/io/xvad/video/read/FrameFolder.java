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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder of image files, in the order of the last number in their names, as a video of constant rate. Not thread-safe. */
public final class FrameFolder implements FrameSource {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})\\D*$");
    private static final Comparator<Path> BY_NUMBER = Comparator.comparingLong(FrameFolder::number);

    private final Path folder;
    private final List<Path> files;
    private final double framesPerSecond;
    private final ImageReader reader = ImageReader.withDefaults();
    private int index;
    private int height;
    private int width;

    private FrameFolder(Path folder, List<Path> files, double framesPerSecond) {
        this.folder = folder;
        this.files = files;
        this.framesPerSecond = framesPerSecond;
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
        List<Path> files = ImageFiles.in(folder).stream().sorted(BY_NUMBER).toList();
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

    /** The last number in a name; frames without any keep the order of their names. */
    private static long number(Path file) {
        Matcher matcher = NUMBER.matcher(String.valueOf(file.getFileName()));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
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
    public void close() {}
}
