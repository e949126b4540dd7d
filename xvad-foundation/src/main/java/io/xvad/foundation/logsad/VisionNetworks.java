package io.xvad.foundation.logsad;

import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.model.Outputs;
import io.xvad.foundation.parts.FeatureGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CLIP, whose last block attends to neighbours, and DINOv2, where patches are compared by that. Features are interpolated on a finer grid. Thread-safe; close it to free
 * native memory.
 */
final class VisionNetworks implements AutoCloseable {

    private static final String GRAPH = "vision";
    private static final int SHALLOW = 2;

    private final Tower clip;
    private final Optional<Tower> dino;
    private final int side;

    private VisionNetworks(Tower clip, Optional<Tower> dino, int side) {
        this.clip = clip;
        this.dino = dino;
        this.side = side;
    }

    /**
     * Opens them.
     *
     * @param dino network by which patches are compared; CLIP if there is none
     * @param side places along a side of the finer grid
     */
    static VisionNetworks of(FoundationModel clip, Optional<FoundationModel> dino, int side) {
        Tower first = Tower.of(clip);
        try {
            return new VisionNetworks(first, dino.map(Tower::of), side);
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /** A network, what it takes, and the blocks whose streams it gives. */
    private record Tower(Network network, ImageInput input, List<Integer> layers) {

        static Tower of(FoundationModel model) {
            List<Integer> layers = model.description().integers("layers");
            if (layers.size() < SHALLOW) {
                throw new XvadModelException(model.folder() + ": its network must give the tokens of at least "
                        + SHALLOW + " layers, got " + layers);
            }
            return new Tower(model.open(GRAPH), model.image(), layers);
        }

        Map<String, Tensor> run(Image image) {
            return network.run(input.tensor(List.of(image)));
        }

        List<FeatureGrid> streams(Map<String, Tensor> found) {
            List<FeatureGrid> streams = new ArrayList<>();
            layers.forEach(layer -> streams.add(grid(found, "tokens_" + layer, 1)));
            return streams;
        }

        void close() {
            network.close();
        }
    }

    private static FeatureGrid grid(Map<String, Tensor> found, String name, int without) {
        Tensor tokens = Outputs.of(found, name);
        int width = tokens.size(2);
        float[] all = tokens.toArray();
        return FeatureGrid.square(Arrays.copyOfRange(all, without * width, all.length), width);
    }

    /**
     * Features of an image on the finer grid.
     *
     * @param structure of several layers of the network by which patches are compared
     * @param clip of several layers of CLIP, scaled so that those of a place together have unit length
     * @param shallow of the first two of those together
     * @param words in the space of sentences
     */
    record Features(List<FeatureGrid> structure, List<FeatureGrid> clip, FeatureGrid shallow, FeatureGrid words) {}

    Features features(Image image) {
        Map<String, Tensor> found = clip.run(image);
        List<FeatureGrid> streams = finer(clip.streams(found));
        List<FeatureGrid> structure =
                dino.map(tower -> finer(tower.streams(tower.run(image)))).orElse(streams);
        return new Features(
                structure,
                ofUnitLengthTogether(streams),
                joined(streams.get(0), streams.get(1)).ofUnitLength(),
                grid(found, "patch_embeds", 0).cornerAligned(side).ofUnitLength());
    }

    private List<FeatureGrid> finer(List<FeatureGrid> streams) {
        return streams.stream().map(stream -> stream.cornerAligned(side)).toList();
    }

    private static List<FeatureGrid> ofUnitLengthTogether(List<FeatureGrid> layers) {
        double[] squares = new double[layers.get(0).places()];
        for (FeatureGrid layer : layers) {
            for (int i = 0; i < layer.vectors().length; i++) {
                squares[i / layer.dimension()] += (double) layer.vectors()[i] * layer.vectors()[i];
            }
        }
        return layers.stream().map(layer -> divided(layer, squares)).toList();
    }

    private static FeatureGrid divided(FeatureGrid layer, double[] squares) {
        float[] values = layer.vectors().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(squares[i / layer.dimension()]);
        }
        return new FeatureGrid(values, layer.dimension(), layer.height(), layer.width());
    }

    private static FeatureGrid joined(FeatureGrid first, FeatureGrid second) {
        int dimension = first.dimension() + second.dimension();
        float[] values = new float[first.places() * dimension];
        for (int i = 0; i < first.places(); i++) {
            System.arraycopy(first.vectors(), i * first.dimension(), values, i * dimension, first.dimension());
            System.arraycopy(
                    second.vectors(),
                    i * second.dimension(),
                    values,
                    i * dimension + first.dimension(),
                    second.dimension());
        }
        return new FeatureGrid(values, dimension, first.height(), first.width());
    }

    /** What CLIP takes. */
    ImageInput input() {
        return clip.input();
    }

    /** Places along a side of the finer grid. */
    int side() {
        return side;
    }

    @Override
    public void close() {
        clip.close();
        dino.ifPresent(Tower::close);
    }
}
