package io.xvad.detectors.restoration;

import io.xvad.core.Box;
import io.xvad.core.ConnectedComponents;
import java.util.ArrayList;
import java.util.List;

/**
 * A connected part of a region.
 *
 * @param pixels its pixels, row by row
 * @param box around them
 */
record Part(int[] pixels, Box box) {

    /** The parts of a region, in reading order. */
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
        return members.stream().map(pixels -> of(pixels, width)).toList();
    }

    private static Part of(List<Integer> members, int width) {
        int[] pixels = members.stream().mapToInt(Integer::intValue).toArray();
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
