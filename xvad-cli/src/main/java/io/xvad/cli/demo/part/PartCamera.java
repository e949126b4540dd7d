package io.xvad.cli.demo.part;

/** Lights a part from one side and takes its image from above, without noise. Each pixel is the mean of four points. */
final class PartCamera {

    static final int SIDE = 256;

    private static final int FINE = 2;
    private static final int POINTS = SIDE * FINE;
    private static final double ELEVATION = Math.toRadians(48);
    private static final double AMBIENT = 0.42;
    private static final double SHADOW = 9;

    private final PartShape shape;
    private final Pose pose;
    private final double[] lightFrom;
    private final double cosine;
    private final double sine;

    PartCamera(PartShape shape, Pose pose) {
        this.shape = shape;
        this.pose = pose;
        this.cosine = Math.cos(pose.angle());
        this.sine = Math.sin(pose.angle());
        double flat = Math.cos(ELEVATION);
        this.lightFrom =
                new double[] {flat * Math.cos(pose.light()), flat * Math.sin(pose.light()), Math.sin(ELEVATION)};
    }

    /** The image as CHW samples in [0, 1]. */
    double[] image() {
        double[] heights = new double[POINTS * POINTS];
        for (int row = 0; row < POINTS; row++) {
            for (int column = 0; column < POINTS; column++) {
                heights[row * POINTS + column] = shape.height(partX(column, row), partY(column, row));
            }
        }
        double[] values = new double[3 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                add(values, heights, y, x);
            }
        }
        return values;
    }

    private void add(double[] values, double[] heights, int y, int x) {
        for (int point = 0; point < FINE * FINE; point++) {
            int row = y * FINE + point / FINE;
            int column = x * FINE + point % FINE;
            double[] colour = colour(heights, row, column);
            for (int c = 0; c < 3; c++) {
                values[(c * SIDE + y) * SIDE + x] += Math.min(1, colour[c]) / (FINE * FINE);
            }
        }
    }

    private double[] colour(double[] heights, int row, int column) {
        double slopeX = slope(heights, row, column, 0, 1);
        double slopeY = slope(heights, row, column, 1, 0);
        double length = Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
        double facing = (-slopeX * lightFrom[0] - slopeY * lightFrom[1] + lightFrom[2]) / length;
        Material material = shape.material(partX(column, row), partY(column, row));
        double diffuse = AMBIENT + (1 - AMBIENT) * Math.max(0, facing) / lightFrom[2] * lit(column, row);
        double mirrored = material.shine() * mirrored(slopeX, slopeY, length, column, row);
        double fall = pose.gain() * (1.04 - 0.10 * (row + column) / (2.0 * POINTS));
        return new double[] {
            fall * (material.red() * diffuse + mirrored),
            fall * (material.green() * diffuse + mirrored),
            fall * (material.blue() * diffuse + mirrored)
        };
    }

    /** The light halfway to the camera, and the sheen that turning leaves on a face: two bright fans across the light. */
    private double mirrored(double slopeX, double slopeY, double length, int column, int row) {
        double halfway = Math.sqrt(2 + 2 * lightFrom[2]);
        double glance = (-slopeX * lightFrom[0] - slopeY * lightFrom[1] + lightFrom[2] + 1) / (length * halfway);
        double x = imageX(column);
        double y = imageY(row);
        double across = (x * lightFrom[0] + y * lightFrom[1]) / Math.cos(ELEVATION);
        double share = across * across / Math.max(1e-9, x * x + y * y);
        double fan = share * share * share;
        return 0.55 * Math.pow(Math.max(0, glance), 40) + 0.16 * fan / length;
    }

    /** 1 where the light falls on the mat, less in the shadow of the part. */
    private double lit(int column, int row) {
        double x = partX(column, row);
        double y = partY(column, row);
        double radius = Math.sqrt(x * x + y * y);
        boolean onPart = radius < PartShape.TIP && shape.rim(x, y, radius) > 0;
        if (onPart || radius > PartShape.TIP + 2 * SHADOW) {
            return 1;
        }
        double towardsX = x + SHADOW * Math.cos(pose.light() - pose.angle());
        double towardsY = y + SHADOW * Math.sin(pose.light() - pose.angle());
        double inside = shape.rim(towardsX, towardsY, Math.hypot(towardsX, towardsY));
        return 1 - 0.75 * PartShape.step((inside + 4) / 10);
    }

    private static double slope(double[] heights, int row, int column, int down, int right) {
        int before = Math.max(0, row - down) * POINTS + Math.max(0, column - right);
        int after = Math.min(POINTS - 1, row + down) * POINTS + Math.min(POINTS - 1, column + right);
        return (heights[after] - heights[before]) * FINE / 2.0;
    }

    /** Pixels from the axis, along the part. */
    private double partX(int column, int row) {
        return imageX(column) * cosine + imageY(row) * sine;
    }

    private double partY(int column, int row) {
        return imageY(row) * cosine - imageX(column) * sine;
    }

    private double imageX(int column) {
        return (column + 0.5) / FINE - SIDE / 2.0 - pose.x();
    }

    private double imageY(int row) {
        return (row + 0.5) / FINE - SIDE / 2.0 - pose.y();
    }
}
