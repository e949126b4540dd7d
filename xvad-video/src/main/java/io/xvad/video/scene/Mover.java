package io.xvad.video.scene;

import java.util.List;

/**
 * An upright rectangle that moves in straight legs: a vehicle, a person or a thing of a {@link Traffic}.
 *
 * @param track its number
 * @param legs in the order of their frames, at least one; before the first it is not there
 * @param height in pixels
 * @param width in pixels
 * @param colour red, green and blue
 * @param anomalousFrom frame from which it should not be there like that; beyond the end if it may
 */
record Mover(int track, List<Leg> legs, double height, double width, float[] colour, int anomalousFrom)
        implements Actor {

    private static final double CONTRAST = 0.3;
    private static final double STRIPE = 5;

    /**
     * From a frame on it moves like this.
     *
     * @param from the frame
     * @param x middle in that frame, in pixels; may be far outside
     * @param y the same
     * @param right pixels a frame
     * @param down pixels a frame
     */
    record Leg(int from, double x, double y, double right, double down) {

        double xAt(int frame) {
            return x + right * (frame - from);
        }

        double yAt(int frame) {
            return y + down * (frame - from);
        }

        /** Stands still from a later frame on. */
        Leg still(int frame) {
            return new Leg(frame, xAt(frame), yAt(frame), 0, 0);
        }
    }

    Mover {
        legs = List.copyOf(legs);
    }

    private Leg leg(int frame) {
        Leg now = legs.get(0);
        for (Leg leg : legs) {
            now = leg.from <= frame ? leg : now;
        }
        return now;
    }

    @Override
    public boolean isThere(int frame) {
        return frame >= legs.get(0).from;
    }

    @Override
    public double centreX(int frame) {
        return leg(frame).xAt(frame);
    }

    @Override
    public double centreY(int frame) {
        return leg(frame).yAt(frame);
    }

    @Override
    public double covers(int frame, int row, int column) {
        double across = width / 2 - Math.abs(column - centreX(frame));
        double down = height / 2 - Math.abs(row - centreY(frame));
        return Math.max(0, Math.min(1, Math.min(across, down) + 0.5));
    }

    /** Stripes, as of windows and doors. */
    @Override
    public double shade(int frame, int row, int column) {
        double across = (column - centreX(frame)) / STRIPE;
        double down = (row - centreY(frame)) / STRIPE;
        return 1 + CONTRAST * Math.sin(2.1 * across + track) * Math.cos(1.3 * down + 0.5 * track);
    }

    @Override
    public boolean isAnomalous(int frame) {
        return frame >= anomalousFrom;
    }
}
