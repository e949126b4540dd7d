package io.xvad.video.dataset;

import io.xvad.data.dataset.FolderSearch;
import io.xvad.data.dataset.Housekeeping;
import io.xvad.data.dataset.ImageFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Searches folders for video files and folders of frames, which are not searched further. Not thread-safe. */
final class VideoSearch extends FolderSearch {

    VideoSearch(Collection<Path> leftOut) {
        super(leftOut);
    }

    FoundVideos videos() {
        return new FoundVideos(found(), passedOver());
    }

    @Override
    protected boolean take(Path folder, List<Path> files) {
        boolean frames = VideoFiles.isFrameFolder(folder);
        files.forEach(file -> file(file, frames));
        if (frames) {
            found(folder);
        }
        return !frames;
    }

    @Override
    protected boolean isOutput(Path parent, Path folder) {
        return super.isOutput(parent, folder) || DrawnVideos.isFolder(folder);
    }

    private void file(Path file, boolean frames) {
        boolean named = VideoFiles.hasVideoEnding(file);
        if (Housekeeping.isFile(file)) {
            if (named) {
                hidden();
            }
        } else if (VideoFiles.isVideo(file)) {
            found(file);
        } else if (named) {
            output(file);
        } else if (!frames || !ImageFiles.hasImageEnding(file)) {
            other(file);
        }
    }
}
