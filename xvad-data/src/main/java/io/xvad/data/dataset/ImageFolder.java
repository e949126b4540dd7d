package io.xvad.data.dataset;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The images of files and folders, read one by one when asked for, large ones region by region. Folders are searched to the bottom, symbolic links followed;
 * hidden and housekeeping folders and what XVAD wrote are left out. Immutable and thread-safe.
 */
public final class ImageFolder implements Samples {

    private final List<Path> files;
    private final PassedOver passedOver;
    private final ImageReader reader;

    private ImageFolder(List<Path> files, PassedOver passedOver, ImageReader reader) {
        this.files = List.copyOf(files);
        this.passedOver = passedOver;
        this.reader = reader;
    }

    /**
     * The given files, and all images below the given directories, in order of their paths within each.
     *
     * @throws XvadDataException if there is no such file, or no image at all; the message names the place
     */
    public static ImageFolder of(Path... filesOrDirectories) {
        return of(List.of(filesOrDirectories), List.of());
    }

    /**
     * The given files, and all images below the given directories but for some folders.
     *
     * @param leftOut folders that are not searched, such as the one that results are written to; need not exist
     * @throws XvadDataException if there is no such file, or no image at all; the message names the place
     */
    public static ImageFolder of(Collection<Path> filesOrDirectories, Collection<Path> leftOut) {
        List<Path> found = new ArrayList<>();
        PassedOver passedOver = PassedOver.nothing();
        for (Path path : filesOrDirectories) {
            if (Files.isDirectory(path)) {
                ImageSearch search = new ImageSearch(leftOut);
                search.search(path);
                found.addAll(search.found());
                passedOver = passedOver.and(search.passedOver());
            } else if (Files.isRegularFile(path)) {
                found.add(path);
            } else {
                throw new XvadDataException(path + ": no such file or directory");
            }
        }
        if (found.isEmpty()) {
            throw new XvadDataException(nothingIn(filesOrDirectories, passedOver));
        }
        return new ImageFolder(found, passedOver, ImageReader.withDefaults());
    }

    private static String nothingIn(Collection<Path> places, PassedOver passedOver) {
        String looked = places + ": no images found (looked for " + ImageFiles.EXTENSIONS + ")";
        return passedOver.isEmpty() ? looked : looked + "; " + passedOver.text();
    }

    /** Files known to be images, or at least meant to be: reading one that is not there fails when it is asked for. */
    public static ImageFolder ofFiles(List<Path> files) {
        return new ImageFolder(files, PassedOver.nothing(), ImageReader.withDefaults());
    }

    /** The same files, read by another reader, for example with another white level. */
    public ImageFolder readBy(ImageReader other) {
        return new ImageFolder(files, passedOver, other);
    }

    /** The files in order. */
    public List<Path> files() {
        return files;
    }

    /** What lies in the directories and is not among the files. */
    public PassedOver passedOver() {
        return passedOver;
    }

    /** These images and then those of another, which may be the same ones; read as these are. */
    public ImageFolder and(ImageFolder other) {
        List<Path> all = new ArrayList<>(files);
        all.addAll(other.files);
        return new ImageFolder(all, passedOver.and(other.passedOver), reader);
    }

    /** The images at these places, in this order. */
    @Override
    public ImageFolder select(int... indices) {
        return new ImageFolder(IntStream.of(indices).mapToObj(files::get).toList(), passedOver, reader);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public Sample get(int index) {
        return reader.open(files.get(index));
    }

    @Override
    public String id(int index) {
        return files.get(index).toString();
    }

    /**
     * When the file was last changed.
     *
     * @throws XvadDataException if that cannot be read
     */
    @Override
    public Optional<Instant> time(int index) {
        Path file = files.get(index);
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot read when it was changed: " + e.getMessage(), e);
        }
    }
}
