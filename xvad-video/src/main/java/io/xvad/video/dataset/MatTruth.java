package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.packed.MatlabFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/** The truth about videos in MATLAB files (MAT 5), in the three forms in which the data sets have it. */
final class MatTruth {

    private final Path file;
    private final MatFile contents;

    private MatTruth(Path file, MatFile contents) {
        this.file = file;
        this.contents = contents;
    }

    /**
     * Reads a whole file.
     *
     * @throws XvadDataException naming it, if it is no MAT 5 file, or broken
     */
    static MatTruth read(Path file) {
        return new MatTruth(file, MatlabFile.read(file, name -> true));
    }

    private Optional<Array> variable(String name) {
        return StreamSupport.stream(contents.getEntries().spliterator(), false)
                .filter(entry -> entry.getName().equals(name))
                .map(MatFile.Entry::<Array>getValue)
                .findFirst();
    }

    boolean has(String name) {
        return variable(name).isPresent();
    }

    private List<Matrix> cells(String name) {
        if (!(variable(name).orElse(null) instanceof Cell cells)) {
            throw new XvadDataException(file + ": has no cell array '" + name + "'");
        }
        List<Matrix> matrices = new ArrayList<>();
        for (int i = 0; i < cells.getNumElements(); i++) {
            if (!(cells.<Array>get(i) instanceof Matrix matrix)) {
                throw new XvadDataException(file + ": cell " + (i + 1) + " of '" + name + "' is not a matrix");
            }
            matrices.add(matrix);
        }
        return matrices;
    }

    /**
     * Cells of 2 x N matrices, of which each column is the first and the last frame, from 1.
     *
     * @return the anomalous frames of each clip
     */
    List<List<Interval>> intervals(String name) {
        return cells(name).stream().map(matrix -> intervals(name, matrix)).toList();
    }

    private List<Interval> intervals(String name, Matrix matrix) {
        if (matrix.getNumElements() == 0) {
            return List.of();
        }
        if (matrix.getNumRows() != 2) {
            throw new XvadDataException(file + ": cells of '" + name
                    + "' must have 2 rows, the first and the last frame," + " got " + matrix.getNumRows());
        }
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < matrix.getNumCols(); i++) {
            try {
                intervals.add(Interval.inclusiveFromOne(matrix.getInt(0, i), matrix.getInt(1, i)));
            } catch (IllegalArgumentException e) {
                throw new XvadDataException(file + ": '" + name + "': " + e.getMessage(), e);
            }
        }
        return intervals;
    }

    /** A vector of 0 and 1, one a frame. */
    boolean[] labels(String name) {
        if (!(variable(name).orElse(null) instanceof Matrix matrix)) {
            throw new XvadDataException(file + ": has no matrix '" + name + "'");
        }
        boolean[] labels = new boolean[matrix.getNumElements()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = matrix.getDouble(i) != 0;
        }
        return labels;
    }

    /** Cells of one matrix a frame, in which anomalous pixels are not 0. */
    PackedMasks masks(String name) {
        return new PackedMasks(cells(name));
    }
}
