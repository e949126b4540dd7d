package io.xvad.core.explain;

/**
 * How a map whose values mean the same in every image is to be shown, so that two maps can be compared by their colours.
 *
 * @param meaning what is shown, a few words for a caption
 * @param clear up to this value nothing is shown
 * @param full from this value on the strongest colour is shown; larger than {@code clear}
 */
public record FixedScale(String meaning, double clear, double full) {

    public FixedScale {
        if (meaning.isBlank() || !(clear < full) || Double.isInfinite(full - clear)) {
            throw new IllegalArgumentException(
                    "a fixed scale needs a meaning and clear < full, got '" + meaning + "', " + clear + ", " + full);
        }
    }
}
