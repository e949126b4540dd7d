package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One way in which a data set lies on disk. Stateless. */
interface Layout {

    /** Whether what lies in a directory looks like it; asks for names only, never for what is in a file. */
    boolean recognises(Path root);

    /**
     * Makes sure that what lies in a directory can be opened.
     *
     * @param description the layout in one line
     * @throws XvadDataException if it does not look like this layout
     */
    default void require(Path root, String description) {
        if (!recognises(root)) {
            throw new XvadDataException(root + ": is no such data set; there must be " + description);
        }
    }

    /**
     * What the data set is divided into within its files, in a stable order: classes of which one is to be normal, or kinds of things
     * that are judged apart; empty if it is one.
     */
    default List<String> categories(Path root) {
        return List.of();
    }

    /**
     * Finds the images of what {@link #require} lets pass.
     *
     * @param category one of the {@link #categories}; empty for all of them together
     * @param name what the inventory says that it was read as
     * @throws XvadDataException naming what is missing or wrong, or if a category must be named
     */
    AnomalyDataset open(Path root, Optional<String> category, String name);
}
