package io.xvad.video.objects;

import io.xvad.core.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the boxes of a raw YOLO.
 *
 * @param grid its grids
 * @param relative whether middles are relative to the cell and sizes are logarithms, in cells
 * @param objectness whether there is a score of being an object, by which those of the classes are multiplied
 * @param classes number of classes
 * @param keypoints what follows
 */
record GridReader(BoxGrid grid, boolean relative, boolean objectness, int classes, KeypointLayout keypoints)
        implements Decoding.Reader {

    @Override
    public List<RawObject> read(Map<String, Tensor> outputs, Placement placement, double confidence) {
        float[] values = Objects.requireNonNull(outputs.get(grid.name())).toArray();
        int firstClass = objectness ? 5 : 4;
        List<RawObject> objects = new ArrayList<>();
        for (int box = 0; box < grid.boxes(); box++) {
            double object = objectness ? values[grid.at(box, 4)] : 1;
            if (object < confidence) {
                continue;
            }
            int best = BestClass.of(values, grid.at(box, firstClass), grid.step(), classes);
            double score = object * values[grid.at(box, firstClass + best)];
            if (score >= confidence) {
                objects.add(object(values, box, placement, score, best));
            }
        }
        return objects;
    }

    private RawObject object(float[] values, int box, Placement placement, double score, int best) {
        double x = values[grid.at(box, 0)];
        double y = values[grid.at(box, 1)];
        double width = values[grid.at(box, 2)];
        double height = values[grid.at(box, 3)];
        if (relative) {
            BoxGrid.Cell cell = grid.cell(box);
            x = (x + cell.x()) * cell.stride();
            y = (y + cell.y()) * cell.stride();
            width = Math.exp(width) * cell.stride();
            height = Math.exp(height) * cell.stride();
        }
        int afterClasses = grid.columns() > 4 + classes ? grid.at(box, 4 + classes) : 0;
        return RawObject.ofMiddle(
                placement,
                x,
                y,
                width,
                height,
                score,
                best,
                keypoints.read(values, afterClasses, grid.step(), placement));
    }
}
