package io.xvad.video.objects;

import io.xvad.core.engine.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The grids of cells of a raw YOLO.
 *
 * @param name of the output
 * @param columns numbers for each box
 * @param boxes how many boxes there are
 * @param columnsFirst whether the output is (1, columns, boxes) rather than (1, boxes, columns)
 * @param anchors boxes for each cell
 * @param coarsest pixels of a cell of the last grid
 * @param height of the network's image
 * @param width of the network's image
 */
record BoxGrid(
        String name, int columns, int boxes, boolean columnsFirst, int anchors, int coarsest, int height, int width) {

    private static final int FINEST = 8;
    private static final List<Integer> COARSEST = List.of(32, 64);
    private static final List<Integer> ANCHORS = List.of(1, 3);

    /** Column of the objectness, where there is one. */
    private static final int OBJECTNESS = 4;

    /** The grids whose number of boxes an output has. */
    static Optional<BoxGrid> of(NetworkProbe probe, String name) {
        Tensor tensor = Objects.requireNonNull(probe.outputs().get(name));
        int height = probe.shape().height();
        int width = probe.shape().width();
        for (int coarsest : COARSEST) {
            for (int anchors : ANCHORS) {
                int boxes = anchors * cells(height, width, coarsest);
                if (boxes > 0 && tensor.size(1) == boxes) {
                    return Optional.of(
                            new BoxGrid(name, tensor.size(2), boxes, false, anchors, coarsest, height, width));
                }
                if (boxes > 0 && tensor.size(2) == boxes) {
                    return Optional.of(
                            new BoxGrid(name, tensor.size(1), boxes, true, anchors, coarsest, height, width));
                }
            }
        }
        return Optional.empty();
    }

    private static int cells(int height, int width, int coarsest) {
        int cells = 0;
        for (int stride = FINEST; stride <= coarsest; stride *= 2) {
            cells += (height / stride) * (width / stride);
        }
        return cells;
    }

    /** Where a number of a box lies. */
    int at(int box, int column) {
        return columnsFirst ? column * boxes + box : box * columns + column;
    }

    /** How far the next number of the same box lies. */
    int step() {
        return columnsFirst ? boxes : 1;
    }

    /** A cell: its column and row in its grid, and its side in pixels. */
    record Cell(int x, int y, int stride) {}

    /** The cell of a box of a network with one box for each. */
    Cell cell(int box) {
        int rest = box;
        int stride = FINEST;
        while (rest >= (height / stride) * (width / stride)) {
            rest -= (height / stride) * (width / stride);
            stride *= 2;
        }
        int across = width / stride;
        return new Cell(rest % across, rest / across, stride);
    }

    /** Whether middles are in pixels: then they are nearer to those of their cells than to the middle of the first. */
    boolean isDecoded(NetworkProbe probe) {
        float[] values = Objects.requireNonNull(probe.outputs().get(name)).toArray();
        double fromCells = 0;
        double fromFirst = 0;
        for (int box = 0; box < boxes; box++) {
            Cell cell = cell(box);
            double x = values[at(box, 0)];
            double y = values[at(box, 1)];
            fromCells +=
                    Math.abs(x - (cell.x() + 0.5) * cell.stride()) + Math.abs(y - (cell.y() + 0.5) * cell.stride());
            fromFirst += Math.abs(x - 0.5) + Math.abs(y - 0.5);
        }
        return fromCells < fromFirst;
    }

    /** Whether objectness is 1 throughout, as YOLOv6 has it for the sake of the layout. */
    boolean allHaveObjects(NetworkProbe probe) {
        float[] values = Objects.requireNonNull(probe.outputs().get(name)).toArray();
        for (int box = 0; box < boxes; box++) {
            if (values[at(box, OBJECTNESS)] != 1f) {
                return false;
            }
        }
        return true;
    }
}
