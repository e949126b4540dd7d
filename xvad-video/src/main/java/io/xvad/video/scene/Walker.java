package io.xvad.video.scene;

import io.xvad.core.Box;
import java.util.Optional;

/**
 * An upright ellipse that moves along a lane.
 *
 * @param track its number
 * @param x centre in frame 0, in pixels; may be far outside
 * @param y centre of its lane
 * @param speed pixels a frame, to the right; negative to the left
 * @param stop frame in which it stops; beyond the end if it does not
 * @param height of the ellipse
 * @param width of the ellipse
 * @param colour red, green and blue
 * @param anomalousFrom frame from which it should not be there like that; beyond the end if it may
 */
record Walker(
        int track,
        double x,
        double y,
        double speed,
        int stop,
        double height,
        double width,
        float[] colour,
        int anomalousFrom) {

    private static final double SWAY = 0.05;
    private static final double STRIDE = 0.6;
    private static final double LEGS = 0.6;
    private static final double CONTRAST = 0.35;
    private static final double PATTERN = 2;

    double centreX(int frame) {
        return x + speed * Math.min(frame, stop);
    }

    /** Up and down with each step. */
    double centreY(int frame) {
        return y + SWAY * height * Math.sin(STRIDE * Math.min(frame, stop) + track);
    }

    /** Whether a pixel belongs to it; 1 inside, 0 outside, between at the border. */
    double covers(int frame, int row, int column) {
        double across = (column - centreX(frame)) / (width / 2);
        double down = (row - centreY(frame)) / (height / 2);
        double edge = (1 - Math.sqrt(across * across + down * down)) * Math.min(width, height) / 2;
        return Math.max(0, Math.min(1, edge + 0.5));
    }

    /** How bright its clothes are at a pixel, about 1; the pattern moves with it. */
    double shade(int frame, int row, int column) {
        double across = (column - centreX(frame)) / PATTERN;
        double down = (row - centreY(frame)) / PATTERN;
        double pattern = Math.sin(across * (1.3 + 0.2 * (track % 5)) + track)
                * Math.sin(down * (1.1 + 0.3 * (track % 3)) + 2 * track);
        double legs = down * PATTERN > height / 8 ? LEGS : 1;
        return legs * (1 + CONTRAST * pattern);
    }

    /** The part of it that is inside an image; empty if it is outside. */
    Optional<Box> box(int frame, int imageHeight, int imageWidth) {
        int left = clamp(Math.floor(centreX(frame) - width / 2), imageWidth);
        int top = clamp(Math.floor(centreY(frame) - height / 2), imageHeight);
        int right = clamp(Math.ceil(centreX(frame) + width / 2), imageWidth);
        int bottom = clamp(Math.ceil(centreY(frame) + height / 2), imageHeight);
        return right > left && bottom > top
                ? Optional.of(new Box(left, top, right - left, bottom - top))
                : Optional.empty();
    }

    boolean isAnomalous(int frame) {
        return frame >= anomalousFrom;
    }

    private static int clamp(double value, int most) {
        return (int) Math.max(0, Math.min(most, value));
    }
}
