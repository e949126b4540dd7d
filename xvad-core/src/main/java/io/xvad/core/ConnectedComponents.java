package io.xvad.core;

/**
 * Labels the 8-connected components of a binary mask, as MVTec's evaluation does for ground-truth regions.
 * Immutable and thread-safe.
 */
public final class ConnectedComponents {

    private final int count;
    private final int[] labels;

    private ConnectedComponents(int count, int[] labels) {
        this.count = count;
        this.labels = labels;
    }

    /**
     * Labels a mask.
     *
     * @param mask {@code height * width} values, row-major
     * @throws IllegalArgumentException if the length differs or a dimension is below 1
     */
    public static ConnectedComponents of(int height, int width, boolean[] mask) {
        Shapes.requireLength("mask", mask.length, height, width);
        int[] labels = new int[mask.length];
        int[] stack = new int[mask.length];
        int count = 0;
        for (int start = 0; start < mask.length; start++) {
            if (mask[start] && labels[start] == 0) {
                fill(start, ++count, height, width, mask, labels, stack);
            }
        }
        return new ConnectedComponents(count, labels);
    }

    private static void fill(int start, int label, int height, int width, boolean[] mask, int[] labels, int[] stack) {
        int depth = 0;
        stack[depth++] = start;
        labels[start] = label;
        while (depth > 0) {
            int pixel = stack[--depth];
            int y = pixel / width;
            int x = pixel % width;
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int neighbour = ny * width + nx;
                    if (mask[neighbour] && labels[neighbour] == 0) {
                        labels[neighbour] = label;
                        stack[depth++] = neighbour;
                    }
                }
            }
        }
    }

    /** Number of components. */
    public int count() {
        return count;
    }

    /** The label of a pixel by row-major index: 0 for background, otherwise 1 to {@link #count()} in reading order. */
    public int labelAt(int index) {
        return labels[index];
    }

    /** A copy of all labels, row-major. */
    public int[] toArray() {
        return labels.clone();
    }
}
