package io.xvad.language.check;

/** How a claim stands after it was checked. */
public enum Support {
    /** What was measured bears it out. */
    SUPPORTED,
    /** It was checked, and nothing measured bears it out. */
    UNSUPPORTED,
    /** The detector's decision, or most of the model's own answers, say the opposite. */
    CONTRADICTED,
    /** There was nothing to check it by. */
    UNCHECKED
}
