package io.xvad.cli.demo.part;

import java.util.Locale;

/** The kinds of defect that a rendered part can have. */
public enum PartDefect {
    /** One of the bolts is not there: its empty hole shows. */
    MISSING_BOLT("a missing bolt"),
    /** A piece of one tooth is broken off. */
    BROKEN_TOOTH("a broken tooth"),
    /** One bolt is of brass. */
    BRASS_BOLT("a brass bolt"),
    /** A groove was scratched across the face. */
    SCRATCH("a scratch"),
    /** A patch of the face has rusted. */
    RUST("rust");

    private final String words;

    PartDefect(String words) {
        this.words = words;
    }

    /** In words, with an article where it needs one. */
    public String words() {
        return words;
    }

    /** Kebab-case name. */
    public String defectName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
