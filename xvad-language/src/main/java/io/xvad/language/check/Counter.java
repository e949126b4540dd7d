package io.xvad.language.check;

import io.xvad.core.ConnectedComponents;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Counts what a claim gives a number of, by something that the model which made the claim had no part in. Thread-safe. */
@FunctionalInterface
public interface Counter {

    /** How many there are in the place of a claim, or in the whole image if it has none; empty where this cannot be counted. */
    OptionalInt count(Claim claim, Image image);

    /**
     * Counts the 8-connected components of flagged pixels, those that touch the place if the claim has one; empty for an image of another size.
     *
     * @param flagged pixels above the threshold of a map, or those of the parts of one kind
     */
    static Counter components(Mask flagged) {
        boolean[] pixels = flagged.toArray();
        ConnectedComponents components = ConnectedComponents.of(flagged.height(), flagged.width(), pixels);
        return (claim, image) -> {
            if (image.height() != flagged.height() || image.width() != flagged.width()) {
                return OptionalInt.empty();
            }
            Set<Integer> touched = new TreeSet<>();
            for (int i = 0; i < pixels.length; i++) {
                boolean within =
                        claim.place().isEmpty() || claim.place().get().at(i / flagged.width(), i % flagged.width());
                if (pixels[i] && within) {
                    touched.add(components.labelAt(i));
                }
            }
            return OptionalInt.of(touched.size());
        };
    }
}
