package io.xvad.cli.demo;

import io.xvad.data.synthetic.SyntheticDefect;

/** Names synthetic defects for people. */
final class SyntheticDefects {

    private SyntheticDefects() {}

    static String title(String on, SyntheticDefect defect) {
        String what =
                switch (defect) {
                    case PERLIN -> "blobs of another texture";
                    case CUTPASTE -> "a pasted piece of itself";
                    case SCRATCH -> "a scratch";
                    case STAIN -> "a stain";
                    case HOLE -> "a hole";
                    case COLOUR_SHIFT -> "a shift of colour";
                    case BLUR -> "a blurred place";
                    case WARP -> "a warped place";
                };
        return Character.toUpperCase(on.charAt(0)) + on.substring(1) + " with " + what + " (synthetic)";
    }
}
