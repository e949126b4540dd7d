package io.xvad.data.dataset;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.map.MaskFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the mask of an image from one file, or from a folder with a file for each defect, as MVTec LOCO has them. */
final class DrawnMask {

    private DrawnMask() {}

    /**
     * Reads a mask; of a folder, what is anomalous in any of its images.
     *
     * @throws XvadDataException if a file cannot be read, or those of a folder differ in size
     */
    static Mask read(Path place) {
        return Files.isDirectory(place) ? union(ImageFiles.in(place)) : MaskFiles.read(place);
    }

    /**
     * What is anomalous in any of some masks of an image, at least one.
     *
     * @throws XvadDataException if one cannot be read, or they differ in size
     */
    static Mask union(List<Path> files) {
        Mask first = MaskFiles.read(files.get(0));
        boolean[] any = first.toArray();
        for (Path file : files.subList(1, files.size())) {
            Mask mask = MaskFiles.read(file);
            if (mask.height() != first.height() || mask.width() != first.width()) {
                throw new XvadDataException("mask " + file + " is " + mask.height() + " x " + mask.width() + " but "
                        + files.get(0) + " is " + first.height() + " x " + first.width());
            }
            add(mask.toArray(), any);
        }
        return Mask.of(first.height(), first.width(), any);
    }

    private static void add(boolean[] more, boolean[] any) {
        for (int i = 0; i < any.length; i++) {
            any[i] |= more[i];
        }
    }
}
