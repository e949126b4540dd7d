package io.xvad.video.detectors.snippets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A video of which only the whole is labelled, as the features of its snippets in their order.
 *
 * @param id of the video
 * @param anomalous whether something in it is
 * @param kind of the anomaly, if known
 * @param snippets features, at least one, all of one length
 */
public record Bag(String id, boolean anomalous, Optional<String> kind, List<float[]> snippets) {

    public Bag {
        snippets = List.copyOf(snippets);
    }

    /** A video whose kind of anomaly is not known or does not matter. */
    public Bag(String id, boolean anomalous, List<float[]> snippets) {
        this(id, anomalous, Optional.empty(), snippets);
    }

    /** The same with other features of each snippet. */
    Bag with(UnaryOperator<float[]> change) {
        return new Bag(id, anomalous, kind, snippets.stream().map(change).toList());
    }

    /** At most so many of its snippets, evenly spread where it has more. */
    public List<float[]> segments(int most) {
        return spread(snippets, most);
    }

    /** At most so many of them, evenly spread where there are more. */
    static <T> List<T> spread(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> spread = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            spread.add(all.get((int) ((2L * i + 1) * all.size() / (2L * most))));
        }
        return spread;
    }
}
