package io.xvad.video.scene;

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
        int anomalousFrom)
        implements Actor {

    private static final double SWAY = 0.05;
    private static final double STRIDE = 0.6;
    private static final double LEGS = 0.6;
    private static final double CONTRAST = 0.35;
    private static final double PATTERN = 2;

    @Override
    public double centreX(int frame) {
        return x + speed * Math.min(frame, stop);
    }

    /** Up and down with each step. */
    @Override
    public double centreY(int frame) {
        return y + SWAY * height * Math.sin(STRIDE * Math.min(frame, stop) + track);
    }

    @Override
    public double covers(int frame, int row, int column) {
        double across = (column - centreX(frame)) / (width / 2);
        double down = (row - centreY(frame)) / (height / 2);
        double edge = (1 - Math.sqrt(across * across + down * down)) * Math.min(width, height) / 2;
        return Math.max(0, Math.min(1, edge + 0.5));
    }

    @Override
    public double shade(int frame, int row, int column) {
        double across = (column - centreX(frame)) / PATTERN;
        double down = (row - centreY(frame)) / PATTERN;
        double pattern = Math.sin(across * (1.3 + 0.2 * (track % 5)) + track)
                * Math.sin(down * (1.1 + 0.3 * (track % 3)) + 2 * track);
        double legs = down * PATTERN > height / 8 ? LEGS : 1;
        return legs * (1 + CONTRAST * pattern);
    }

    @Override
    public boolean isThere(int frame) {
        return true;
    }

    @Override
    public boolean isAnomalous(int frame) {
        return frame >= anomalousFrom;
    }
}
