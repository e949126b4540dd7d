package io.xvad.data.dataset;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A layout that has no categories, but for folders side by side.
 *
 * @param recogniser whether a directory looks like it
 * @param opener opens a directory, by that and the name of the layout
 */
record UndividedLayout(Predicate<Path> recogniser, BiFunction<Path, String, AnomalyDataset> opener) implements Layout {

    @Override
    public boolean recognises(Path root) {
        return recogniser.test(root);
    }

    /** Left to the opener, which names what is missing. */
    @Override
    public void require(Path root, String description) {}

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        return opener.apply(root, name);
    }
}
