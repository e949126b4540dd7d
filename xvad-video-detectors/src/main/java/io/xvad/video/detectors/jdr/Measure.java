package io.xvad.video.detectors.jdr;

import java.util.Locale;

/** The concepts that are measured, of any region. Those of size have one word: what is told of a size is that of its height, its width and its shape which is most surprising. */
enum Measure {
    /** How fast it moves, in heights of the frame a second. */
    SPEED("px/frame", 0.005) {
        @Override
        double of(Region region, double away) {
            return region.speed();
        }

        @Override
        double told(double score, int frameHeight, double framesPerSecond) {
            return score * frameHeight / framesPerSecond;
        }
    },
    /** Which way it moves, in radians. */
    HEADING("share of normal things with this heading", 0.1) {
        @Override
        double of(Region region, double away) {
            return region.speed() > STILL ? region.heading() : Double.NaN;
        }
    },
    /** How long it has been at one place: the logarithm of seconds and one. */
    STAY("s", 0.1) {
        @Override
        double of(Region region, double away) {
            return Math.log1p(region.stay());
        }

        @Override
        double told(double score, int frameHeight, double framesPerSecond) {
            return Math.expm1(score);
        }
    },
    /** How tall it is: the logarithm of its share in the height of the frame. */
    HEIGHT("px tall", 0.05) {
        @Override
        double of(Region region, double away) {
            return Math.log(region.height());
        }

        @Override
        double told(double score, int frameHeight, double framesPerSecond) {
            return frameHeight * Math.exp(score);
        }
    },
    /** How wide it is: the logarithm of its share in the height of the frame. */
    WIDTH("px wide", 0.05) {
        @Override
        double of(Region region, double away) {
            return Math.log(region.width());
        }

        @Override
        double told(double score, int frameHeight, double framesPerSecond) {
            return frameHeight * Math.exp(score);
        }
    },
    /** The logarithm of how many times as wide as tall it is. */
    SHAPE("times as wide as tall", 0.05) {
        @Override
        double of(Region region, double away) {
            return Math.log(region.width() / region.height());
        }

        @Override
        double told(double score, int frameHeight, double framesPerSecond) {
            return Math.exp(score);
        }
    },
    /** How far it is from normal regions, in heights of the frame. */
    PLACE("frame heights from where normal things were", 0.005) {
        @Override
        double of(Region region, double away) {
            return away;
        }
    },
    /** How far its torso is from upright, in degrees. */
    LEAN("degrees from upright", 3) {
        @Override
        double of(Region region, double away) {
            return region.lean();
        }
    };

    /** Heights of the frame a second; what is slower has no heading. */
    private static final double STILL = 0.02;

    private final String unit;
    private final double accuracy;

    Measure(String unit, double accuracy) {
        this.unit = unit;
        this.accuracy = accuracy;
    }

    /**
     * The score of a region; NaN if it is not known.
     *
     * @param away heights of the frame to the nearest normal region
     */
    abstract double of(Region region, double away);

    /** A score in the unit in which it is told; not of {@link #HEADING}, which is told as a share. */
    double told(double score, int frameHeight, double framesPerSecond) {
        return score;
    }

    /** What the concept is called. */
    String word() {
        return switch (this) {
            case HEIGHT, WIDTH, SHAPE -> "size";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    String unit() {
        return unit;
    }

    /** To what scores are known. */
    double accuracy() {
        return accuracy;
    }
}
