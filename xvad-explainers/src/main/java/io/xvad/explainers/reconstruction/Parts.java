package io.xvad.explainers.reconstruction;

import io.xvad.core.ConnectedComponents;
import io.xvad.core.Mask;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Divides the pixels of a mask into parts, each a list of row-major indices. */
final class Parts {

    private Parts() {}

    /** Pieces that do not touch, in reading order. */
    static List<int[]> connected(Mask mask) {
        ConnectedComponents components = ConnectedComponents.of(mask.height(), mask.width(), mask.toArray());
        return by(mask, components::labelAt);
    }

    /** What lies in each square of a grid, in reading order. */
    static List<int[]> cells(Mask mask, int side) {
        int columns = (mask.width() + side - 1) / side;
        return by(mask, i -> i / mask.width() / side * columns + i % mask.width() / side);
    }

    private static List<int[]> by(Mask mask, IntUnaryOperator label) {
        boolean[] pixels = mask.toArray();
        return IntStream.range(0, pixels.length)
                .filter(i -> pixels[i])
                .boxed()
                .collect(Collectors.groupingBy(label::applyAsInt, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(part -> part.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }
}
