package io.xvad.data.segment;

import java.util.Arrays;

/** Makes every label one connected region (4 neighbours): pieces that are cut off become regions of their own, small ones join a neighbour. */
final class ConnectedLabels {

    private final int[] labels;
    private final int height;
    private final int width;

    ConnectedLabels(int[] labels, int height, int width) {
        this.labels = labels;
        this.height = height;
        this.width = width;
    }

    /**
     * New labels from 0, in reading order of their first pixels.
     *
     * @param smallest pieces of fewer pixels take the label of the piece beside their first pixel
     */
    int[] joined(int smallest) {
        int[] joined = new int[labels.length];
        Arrays.fill(joined, -1);
        int[] piece = new int[labels.length];
        int next = 0;
        for (int start = 0; start < labels.length; start++) {
            if (joined[start] < 0) {
                int size = fill(start, next, joined, piece);
                int beside = beside(start, joined, next);
                if (size < smallest && beside >= 0) {
                    for (int i = 0; i < size; i++) {
                        joined[piece[i]] = beside;
                    }
                } else {
                    next++;
                }
            }
        }
        return joined;
    }

    /** Labels the piece that a pixel belongs to. */
    private int fill(int start, int label, int[] joined, int[] piece) {
        int size = 0;
        piece[size++] = start;
        joined[start] = label;
        for (int at = 0; at < size; at++) {
            for (int neighbour : neighbours(piece[at])) {
                if (neighbour >= 0 && joined[neighbour] < 0 && labels[neighbour] == labels[start]) {
                    joined[neighbour] = label;
                    piece[size++] = neighbour;
                }
            }
        }
        return size;
    }

    /** The label of a neighbour that was labelled before; -1 if there is none. */
    private int beside(int pixel, int[] joined, int own) {
        int beside = -1;
        for (int neighbour : neighbours(pixel)) {
            if (neighbour >= 0 && joined[neighbour] >= 0 && joined[neighbour] != own) {
                beside = joined[neighbour];
            }
        }
        return beside;
    }

    private int[] neighbours(int pixel) {
        int x = pixel % width;
        return new int[] {
            x > 0 ? pixel - 1 : -1,
            x < width - 1 ? pixel + 1 : -1,
            pixel >= width ? pixel - width : -1,
            pixel < width * (height - 1) ? pixel + width : -1
        };
    }
}
