package io.xvad.detectors.restoration;

import io.xvad.core.Box;

/**
 * What surrounds a part of a region, at one scale: points of the image in a window around the part that lie outside the region.
 *
 * @param dy rows of the points from the centre of the part, in pixels of this scale
 * @param dx columns of the points
 * @param values samples there, point by point, {@code channels} each
 * @param channels 1 or 3
 */
record Context(float[] dy, float[] dx, float[] values, int channels) {

    private static final double MARGIN = 0.35;
    private static final int LEAST_MARGIN = 24;
    private static final float LIMIT = 0.25f;
    private static final int BLOCK = 16;

    /** A prime beyond any number of points, so that its multiples visit them all, and near ones not one after the other. */
    private static final long SCATTER = 8191;

    private static final double ENOUGH = 0.7;
    private static final double FORGIVEN = 0.06;

    /**
     * Gathers the context of a part.
     *
     * @param plane the image at this scale
     * @param region the whole region at the finest scale
     * @param fineWidth columns of the finest scale
     * @param level how often the finest scale was halved
     * @param most points to keep; where there are more, evenly spread ones are
     */
    static Context of(Plane plane, boolean[] region, int fineWidth, Part part, int level, int most) {
        int scale = 1 << level;
        Box window = window(part, region.length / fineWidth, fineWidth);
        int top = window.y() / scale;
        int left = window.x() / scale;
        int bottom = Math.min(plane.height(), (window.y() + window.height() + scale - 1) / scale);
        int right = Math.min(plane.width(), (window.x() + window.width() + scale - 1) / scale);
        int[] found = new int[Math.max(0, bottom - top) * Math.max(0, right - left)];
        int count = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (isOutside(region, fineWidth, y, x, scale)) {
                    found[count++] = y * plane.width() + x;
                }
            }
        }
        return of(plane, found, count, most, part, scale);
    }

    /** The box of a part with a margin, inside the image. */
    private static Box window(Part part, int height, int width) {
        Box box = part.box();
        int margin = (int) Math.max(LEAST_MARGIN, MARGIN * Math.max(box.height(), box.width()));
        int top = Math.max(0, box.y() - margin);
        int left = Math.max(0, box.x() - margin);
        int bottom = Math.min(height, box.y() + box.height() + margin);
        int right = Math.min(width, box.x() + box.width() + margin);
        return new Box(left, top, right - left, bottom - top);
    }

    private static boolean isOutside(boolean[] region, int fineWidth, int y, int x, int scale) {
        int fineHeight = region.length / fineWidth;
        for (int row = y * scale; row < Math.min(fineHeight, (y + 1) * scale); row++) {
            for (int column = x * scale; column < Math.min(fineWidth, (x + 1) * scale); column++) {
                if (region[row * fineWidth + column]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Context of(Plane plane, int[] found, int count, int most, Part part, int scale) {
        int kept = Math.min(most, count);
        float[] dy = new float[kept];
        float[] dx = new float[kept];
        float[] values = new float[kept * plane.channels()];
        double centreY = (part.centreY() + 0.5) / scale - 0.5;
        double centreX = (part.centreX() + 0.5) / scale - 0.5;
        for (int i = 0; i < kept; i++) {
            int at = found[(int) (i * SCATTER % kept * count / kept)];
            dy[i] = (float) (at / plane.width() - centreY);
            dx[i] = (float) (at % plane.width() - centreX);
            for (int c = 0; c < plane.channels(); c++) {
                values[i * plane.channels() + c] = plane.at(c, at / plane.width(), at % plane.width());
            }
        }
        return new Context(dy, dx, values, plane.channels());
    }

    int size() {
        return dy.length;
    }

    /** The points as whole offsets from a centre on a pixel, after turning them. */
    Turned turned(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        int[] rows = new int[dy.length];
        int[] columns = new int[dy.length];
        for (int i = 0; i < dy.length; i++) {
            rows[i] = (int) Math.rint(cos * dy[i] + sin * dx[i]);
            columns[i] = (int) Math.rint(-sin * dy[i] + cos * dx[i]);
        }
        return new Turned(this, rows, columns);
    }

    /**
     * A context whose points lie on pixels: quick to compare, for coarse scales.
     *
     * @param context whose points they are
     * @param rows offsets of the points from the centre
     * @param columns likewise
     */
    record Turned(Context context, int[] rows, int[] columns) {

        /**
         * As {@link Context#cost}, with the centre on a pixel.
         *
         * @param limit a cost that is of no interest: what is found to exceed it may come back as infinite
         */
        double cost(Plane normal, int y, int x, double limit) {
            int channels = context.channels;
            int plane = normal.height() * normal.width();
            double root = Math.sqrt(limit) + FORGIVEN;
            double most = root * root * rows.length * channels;
            float sum = 0;
            float squares = 0;
            int inside = 0;
            for (int i = 0; i < rows.length; i++) {
                int row = y + rows[i];
                int column = x + columns[i];
                if (row >= 0 && column >= 0 && row < normal.height() && column < normal.width()) {
                    inside++;
                    int at = row * normal.width() + column;
                    for (int c = 0; c < channels; c++) {
                        float difference = context.values[i * channels + c] - normal.values()[c * plane + at];
                        float limited = Math.max(-LIMIT, Math.min(LIMIT, difference));
                        sum += limited;
                        squares += limited * limited;
                    }
                }
                if (i % BLOCK == 0 && squares > most) {
                    return Double.POSITIVE_INFINITY;
                }
            }
            return context.cost(inside, sum, squares);
        }
    }

    /**
     * How badly a normal image fits at a place: the mean squared difference, but for a common difference in brightness, each point's
     * being limited so that a few strange ones do not decide.
     *
     * @param y row of the centre, in pixels of this scale
     * @return infinite where too little of the context lies inside the normal image
     */
    double cost(Plane normal, double y, double x, double cos, double sin) {
        double sum = 0;
        double squares = 0;
        int inside = 0;
        for (int i = 0; i < dy.length; i++) {
            double row = y + cos * dy[i] + sin * dx[i];
            double column = x - sin * dy[i] + cos * dx[i];
            if (normal.contains(row, column)) {
                inside++;
                for (int c = 0; c < channels; c++) {
                    double difference = values[i * channels + c] - normal.between(c, row, column);
                    double limited = Math.max(-LIMIT, Math.min(LIMIT, difference));
                    sum += limited;
                    squares += limited * limited;
                }
            }
        }
        return cost(inside, sum, squares);
    }

    private double cost(int inside, double sum, double squares) {
        if (inside == 0 || inside < ENOUGH * dy.length) {
            return Double.POSITIVE_INFINITY;
        }
        int count = inside * channels;
        double mean = sum / count;
        double forgiven = Math.signum(mean) * Math.min(Math.abs(mean), FORGIVEN);
        return squares / count - forgiven * (2 * mean - forgiven);
    }
}
