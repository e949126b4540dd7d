package io.xvad.video.dataset;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.dataset.ImageFiles;
import io.xvad.data.map.MaskFiles;
import java.nio.file.Path;
import java.util.List;

/** Masks as image files in a folder, one a frame, in order of their names. Thread-safe. */
final class MaskFolder implements FrameMasks {

    private final List<Path> files;

    /**
     * The image files of a folder; none is read yet.
     *
     * @throws io.xvad.core.XvadDataException if it cannot be listed
     */
    MaskFolder(Path folder) {
        files = ImageFiles.in(folder);
    }

    /** Reads all masks, and says for each whether any of its pixels is anomalous. */
    boolean[] labels() {
        boolean[] labels = new boolean[files.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = MaskFiles.read(files.get(i)).any();
        }
        return labels;
    }

    int frames() {
        return files.size();
    }

    @Override
    public Mask read(int frame, Image image) {
        return MaskFiles.read(files.get(frame));
    }
}
