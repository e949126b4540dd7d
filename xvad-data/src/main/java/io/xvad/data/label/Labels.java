package io.xvad.data.label;

import java.util.Locale;
import java.util.Set;

/** Names of labels that mark nothing anomalous. */
final class Labels {

    private static final Set<String> BACKGROUND =
            Set.of("background", "_background_", "__ignore__", "normal", "good", "ok");

    private Labels() {}

    static boolean anomalous(String label) {
        return !BACKGROUND.contains(label.strip().toLowerCase(Locale.ROOT));
    }
}
