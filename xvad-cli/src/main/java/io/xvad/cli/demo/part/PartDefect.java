package io.xvad.cli.demo.part;

/** What can be wrong with a rendered part. */
public enum PartDefect {
    /** One of the bolts is not there: its empty hole shows. */
    MISSING_BOLT("missing bolt"),
    /** A piece of one tooth is broken off. */
    BROKEN_TOOTH("broken tooth"),
    /** One bolt is of brass. */
    BRASS_BOLT("brass bolt"),
    /** A groove was scratched across the face. */
    SCRATCH("scratch"),
    /** A patch of the face has rusted. */
    RUST("rust");

    private final String words;

    PartDefect(String words) {
        this.words = words;
    }

    /** Name, in words. */
    public String words() {
        return words;
    }
}
