package io.xvad.data.dataset;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The images of files and directories, read one by one when asked for. Immutable and thread-safe. */
public final class ImageFolder implements Samples {

    private final List<Path> files;
    private final ImageReader reader;

    private ImageFolder(List<Path> files, ImageReader reader) {
        this.files = List.copyOf(files);
        this.reader = reader;
    }

    /**
     * The given files, and all images below the given directories, in order of their paths within each.
     *
     * @throws XvadDataException if there is no such file, or no image at all; the message names the place
     */
    public static ImageFolder of(Path... filesOrDirectories) {
        List<Path> found = new ArrayList<>();
        for (Path path : filesOrDirectories) {
            if (Files.isDirectory(path)) {
                found.addAll(ImageFiles.below(path));
            } else if (Files.isRegularFile(path)) {
                found.add(path);
            } else {
                throw new XvadDataException(path + ": no such file or directory");
            }
        }
        if (found.isEmpty()) {
            throw new XvadDataException(
                    List.of(filesOrDirectories) + ": no images found (looked for " + ImageFiles.EXTENSIONS + ")");
        }
        return new ImageFolder(found, ImageReader.withDefaults());
    }

    /** The same files, read by another reader, for example with another white level. */
    public ImageFolder readBy(ImageReader other) {
        return new ImageFolder(files, other);
    }

    /** The files in order. */
    public List<Path> files() {
        return files;
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public Image get(int index) {
        return reader.read(files.get(index));
    }

    @Override
    public String id(int index) {
        return files.get(index).toString();
    }
}
