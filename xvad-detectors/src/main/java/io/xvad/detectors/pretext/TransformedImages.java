package io.xvad.detectors.pretext;

import io.xvad.core.XvadModelException;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ImageViews;
import io.xvad.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Images with all transformations of a pretext task.
 *
 * @param task the task
 * @param size side of the images
 */
public record TransformedImages(PretextTask task, int size) implements ImageViews {

    private static final long SEED = 41;

    /** Those of the task and the size that these options ask for. */
    public static TransformedImages of(Options options) {
        return new TransformedImages(PretextTask.named(options.get(PretextOptions.TASK)), ImageOptions.size(options));
    }

    /** Each image with all transformations, by their labels. */
    public List<float[]> of(List<float[]> images, UniformRandomProvider random) {
        List<float[]> transformed = new ArrayList<>();
        for (float[] image : images) {
            for (int label = 0; label < task.classes(); label++) {
                transformed.add(task.transformed(image, size, label, random));
            }
        }
        return transformed;
    }

    /** One image with all transformations, always the same. */
    @Override
    public List<float[]> of(float[] image) {
        return of(List.of(image), RandomSource.XO_SHI_RO_256_PP.create(SEED));
    }

    /** The mean of the maps of all transformed images, each brought back to the image. */
    @Override
    public float[] joined(float[] maps) {
        int cells = size * size;
        float[] map = new float[cells];
        for (int label = 0; label < task.classes(); label++) {
            float[] restored = task.restored(Arrays.copyOfRange(maps, label * cells, (label + 1) * cells), size, label);
            for (int i = 0; i < cells; i++) {
                map[i] += restored[i] / task.classes();
            }
        }
        return map;
    }

    @Override
    public String of(OnnxGraph onnx, String image) {
        if (task != PretextTask.ROTATIONS) {
            throw new XvadModelException("images with synthetic defects cannot be written as ONNX; fit with "
                    + PretextOptions.TASK.name() + "=" + PretextTask.ROTATIONS.taskName());
        }
        String[] rotated = new String[task.classes()];
        rotated[0] = image;
        for (int label = 1; label < rotated.length; label++) {
            rotated[label] = quarterTurned(onnx, rotated[label - 1], 4);
        }
        return onnx.node("Concat", node -> node.integer("axis", 0), rotated);
    }

    @Override
    public String joined(OnnxGraph onnx, String maps) {
        String sum = onnx.constant(0);
        for (int label = 0; label < task.classes(); label++) {
            String map = onnx.node("Slice", maps, onnx.integers(label), onnx.integers(label + 1L), onnx.integers(0));
            for (int turn = label; turn % task.classes() != 0; turn++) {
                map = quarterTurned(onnx, map, 3);
            }
            sum = onnx.node("Add", sum, map);
        }
        return onnx.node("Div", sum, onnx.constant(task.classes()));
    }

    /** Rows become columns, from right to left. */
    private static String quarterTurned(OnnxGraph onnx, String planes, int rank) {
        long[] order = LongStream.range(0, rank).toArray();
        order[rank - 1] = rank - 2L;
        order[rank - 2] = rank - 1L;
        return onnx.node(
                "Slice",
                onnx.transposed(planes, order),
                onnx.integers(-1),
                onnx.integers(Long.MIN_VALUE),
                onnx.integers(rank - 1L),
                onnx.integers(-1));
    }
}
