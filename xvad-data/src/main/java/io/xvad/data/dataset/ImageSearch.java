package io.xvad.data.dataset;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Searches folders for image files. Not thread-safe. */
final class ImageSearch extends FolderSearch {

    ImageSearch(Collection<Path> leftOut) {
        super(leftOut);
    }

    @Override
    protected boolean take(Path folder, List<Path> files) {
        files.forEach(this::file);
        return true;
    }

    private void file(Path file) {
        boolean image = ImageFiles.hasImageEnding(file);
        if (Housekeeping.isFile(file)) {
            if (image) {
                hidden();
            }
        } else if (image) {
            found(file);
        } else {
            other(file);
        }
    }
}
