package io.xvad.detectors.restoration;

import io.xvad.core.Box;
import io.xvad.core.ConnectedComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A part of a region: its connected pieces that lie so near to each other that they share their surroundings.
 *
 * @param pixels its pixels, row by row
 * @param box around them
 */
record Part(int[] pixels, Box box) {

    private static final int NEAR = 24;

    /** The parts of a region, in reading order of their first pixels. */
    static List<Part> of(boolean[] region, int height, int width) {
        ConnectedComponents components = ConnectedComponents.of(height, width, region);
        List<List<Integer>> members = new ArrayList<>();
        for (int i = 0; i < components.count(); i++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < region.length; i++) {
            if (region[i]) {
                members.get(components.labelAt(i) - 1).add(i);
            }
        }
        return joined(
                members.stream()
                        .map(pixels ->
                                of(pixels.stream().mapToInt(Integer::intValue).toArray(), width))
                        .toList(),
                width);
    }

    /** Joins parts until no two are near each other. */
    private static List<Part> joined(List<Part> parts, int width) {
        List<Part> apart = new ArrayList<>();
        for (Part part : parts) {
            Part grown = part;
            for (int i = 0; i < apart.size(); i++) {
                if (apart.get(i).isNear(grown)) {
                    grown = apart.remove(i).with(grown, width);
                    i = -1;
                }
            }
            apart.add(grown);
        }
        return apart;
    }

    private boolean isNear(Part other) {
        return box.x() < other.box.x() + other.box.width() + NEAR
                && other.box.x() < box.x() + box.width() + NEAR
                && box.y() < other.box.y() + other.box.height() + NEAR
                && other.box.y() < box.y() + box.height() + NEAR;
    }

    private Part with(Part other, int width) {
        return of(
                IntStream.concat(Arrays.stream(pixels), Arrays.stream(other.pixels))
                        .sorted()
                        .toArray(),
                width);
    }

    private static Part of(int[] pixels, int width) {
        int top = pixels[0] / width;
        int bottom = pixels[pixels.length - 1] / width;
        int left = width;
        int right = 0;
        for (int pixel : pixels) {
            left = Math.min(left, pixel % width);
            right = Math.max(right, pixel % width);
        }
        return new Part(pixels, new Box(left, top, right - left + 1, bottom - top + 1));
    }

    double centreY() {
        return box.y() + (box.height() - 1) / 2.0;
    }

    double centreX() {
        return box.x() + (box.width() - 1) / 2.0;
    }
}
