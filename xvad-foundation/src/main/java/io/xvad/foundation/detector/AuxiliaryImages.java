package io.xvad.foundation.detector;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Labelled images of other things than those to be judged, by the thing that they show. As thread-safe as the samples.
 *
 * @param samples the images, whose categories are the names of the things
 */
public record AuxiliaryImages(LabelledSamples samples) {

    /** Whether there are none. */
    public boolean isEmpty() {
        return samples.size() == 0;
    }

    /** What an image shows: its category, or {@link FoundationOptions#CLASS_NAME}'s default where it has none. */
    public String thing(int index) {
        return samples.category(index).orElse(FoundationOptions.CLASS_NAME.defaultValue());
    }

    /** Places of the images, in their order, by what they show. */
    public SortedMap<String, List<Integer>> byThing() {
        SortedMap<String, List<Integer>> places = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            places.computeIfAbsent(thing(i), thing -> new ArrayList<>()).add(i);
        }
        return places;
    }

    /** Reads an image. */
    public Image image(int index) {
        return samples.get(index).requireImage();
    }

    /** Reads a label. */
    public Label label(int index) {
        return samples.label(index);
    }
}
