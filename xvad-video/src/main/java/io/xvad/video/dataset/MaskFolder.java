package io.xvad.video.dataset;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
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

    /**
     * The masks of a video.
     *
     * @throws XvadDataException if there are not as many as the video has frames
     */
    static MaskFolder of(Path folder, Video video) {
        MaskFolder masks = new MaskFolder(folder);
        if (masks.frames() != video.frames()) {
            throw new XvadDataException(folder + " has " + masks.frames() + " masks, but the video " + video.id()
                    + " has " + video.frames() + " frames");
        }
        return masks;
    }

    int frames() {
        return files.size();
    }

    Mask read(int frame) {
        return MaskFiles.read(files.get(frame));
    }

    @Override
    public Mask read(int frame, Image image) {
        return read(frame);
    }
}
