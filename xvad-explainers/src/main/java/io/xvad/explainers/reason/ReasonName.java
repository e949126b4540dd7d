package io.xvad.explainers.reason;

import io.xvad.explainers.difference.Descriptor;

/** Names a change by what was measured and by its sign. */
final class ReasonName {

    private ReasonName() {}

    static String of(Descriptor descriptor) {
        boolean more = descriptor.value() > 0;
        return switch (descriptor.quantity()) {
            case LIGHTNESS -> more ? "lighter" : "darker";
            case RED_GREEN -> more ? "redder" : "greener";
            case YELLOW_BLUE -> more ? "yellower" : "bluer";
            case CONTRAST -> more ? "more-contrast" : "less-contrast";
            case SHARPNESS -> more ? "sharper" : "less-sharp";
            case TEXTURE -> more ? "texture-stronger" : "texture-weaker";
            case ORIENTATION -> "orientation-changed";
            case OBJECT -> more ? "added" : "missing";
            case DISPLACEMENT -> "displaced";
            case WRONG_PLACE -> "wrong-place";
            case REPETITION -> "repeated";
            case SURFACE -> "surface-changed";
        };
    }
}
