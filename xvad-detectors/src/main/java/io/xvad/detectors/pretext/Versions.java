package io.xvad.detectors.pretext;

import io.xvad.core.XvadModelException;
import io.xvad.core.option.OptionSpec;
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
 * Versions of pictures.
 *
 * @param task what the versions are
 * @param size side of the pictures
 */
public record Versions(Task task, int size) implements ImageViews {

    public static final OptionSpec<String> TASK = OptionSpec.choice(
            "task",
            Task.ROTATIONS.taskName(),
            Arrays.stream(Task.values()).map(Task::taskName).toList(),
            "What the classifier is taught: how a picture is turned, or which synthetic defect it has");

    private static final long SEED = 41;

    public static Versions of(Options options) {
        return new Versions(Task.named(options.get(TASK)), ImageOptions.size(options));
    }

    /** All versions of each picture. */
    public List<float[]> of(List<float[]> pictures, UniformRandomProvider random) {
        List<float[]> versions = new ArrayList<>();
        for (float[] picture : pictures) {
            for (int kind = 0; kind < task.versions(); kind++) {
                versions.add(task.version(picture, size, kind, random));
            }
        }
        return versions;
    }

    /** All versions of one picture, always the same. */
    @Override
    public List<float[]> of(float[] picture) {
        return of(List.of(picture), RandomSource.XO_SHI_RO_256_PP.create(SEED));
    }

    /** The mean of the maps of all versions, each brought back to the picture. */
    @Override
    public float[] joined(float[] maps) {
        int cells = size * size;
        float[] map = new float[cells];
        for (int kind = 0; kind < task.versions(); kind++) {
            float[] restored = task.restored(Arrays.copyOfRange(maps, kind * cells, (kind + 1) * cells), size, kind);
            for (int i = 0; i < cells; i++) {
                map[i] += restored[i] / task.versions();
            }
        }
        return map;
    }

    @Override
    public String of(OnnxGraph onnx, String picture) {
        if (task != Task.ROTATIONS) {
            throw new XvadModelException("versions with synthetic defects cannot be written as ONNX; fit with "
                    + TASK.name() + "=" + Task.ROTATIONS.taskName());
        }
        String[] versions = new String[task.versions()];
        versions[0] = picture;
        for (int kind = 1; kind < versions.length; kind++) {
            versions[kind] = quarterTurned(onnx, versions[kind - 1], 4);
        }
        return onnx.node("Concat", node -> node.integer("axis", 0), versions);
    }

    @Override
    public String joined(OnnxGraph onnx, String maps) {
        String sum = onnx.constant(0);
        for (int kind = 0; kind < task.versions(); kind++) {
            String map = onnx.node("Slice", maps, onnx.integers(kind), onnx.integers(kind + 1L), onnx.integers(0));
            for (int turn = kind; turn % task.versions() != 0; turn++) {
                map = quarterTurned(onnx, map, 3);
            }
            sum = onnx.node("Add", sum, map);
        }
        return onnx.node("Div", sum, onnx.constant(task.versions()));
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
