package io.xvad.foundation.aaclip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What images come from, which decides, as in the authors' code, how the map is smoothed and what the score is made of. */
enum Domain {
    /** A narrow kernel; the score is made of the map and of the image's vector. */
    INDUSTRIAL(new GridBlur(7, 1)),
    /** A wider kernel; the score is the map's greatest value. */
    MEDICAL(new GridBlur(9, 1.5));

    private final GridBlur blur;

    Domain(GridBlur blur) {
        this.blur = blur;
    }

    GridBlur blur() {
        return blur;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Domain::word).toList();
    }

    static Domain of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
