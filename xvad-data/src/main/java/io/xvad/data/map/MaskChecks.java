package io.xvad.data.map;

import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks for masks that can hardly be meant: one that covers most of its image may be inverted, and one of an anomalous image
 * may be empty. They are measured as they are; the notes say which they were. Not thread-safe.
 */
public final class MaskChecks {

    /** A mask over a larger share of its image is noted. */
    public static final double LARGE_SHARE = 0.5;

    private static final int NAMED = 3;

    private final List<String> large = new ArrayList<>();
    private final List<String> empty = new ArrayList<>();
    private int masks;

    /**
     * Looks at the masks of all anomalous samples, each of which is read once.
     *
     * @throws io.xvad.core.XvadDataException if one cannot be read
     */
    public static MaskChecks of(LabelledSamples samples) {
        MaskChecks checks = new MaskChecks();
        for (int i = 0; i < samples.size(); i++) {
            Label label = samples.label(i);
            if (label.anomalous()) {
                for (Mask mask : label.masks()) {
                    checks.add(samples.id(i), mask);
                }
            }
        }
        return checks;
    }

    /**
     * Looks at the mask of an anomalous image.
     *
     * @param name of the mask or its image, for the notes
     */
    public void add(String name, Mask mask) {
        masks++;
        int count = mask.count();
        double share = count / ((double) mask.height() * mask.width());
        if (count == 0) {
            empty.add(name);
        } else if (share > LARGE_SHARE) {
            large.add(String.format(Locale.ROOT, "%s (%.0f %%)", name, 100 * share));
        }
    }

    /** What was noted, a sentence each; nothing if every mask is plausible. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!large.isEmpty()) {
            notes.add(large.size() + " of " + masks + " masks cover more than half of the image and may be inverted: "
                    + named(large));
        }
        if (!empty.isEmpty()) {
            notes.add(empty.size() + " of " + masks + " masks are empty, so that no pixel there is anomalous: "
                    + named(empty));
        }
        return List.copyOf(notes);
    }

    /** The first few of some names, and how many more there are. */
    public static String named(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }
}
