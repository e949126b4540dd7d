package io.xvad.foundation.univad;

import io.xvad.core.Image;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.model.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** CLIP with its second path, and DINOv2. Thread-safe; close it to free native memory. */
final class VisionTowers implements AutoCloseable {

    private static final String GRAPH = "vision";

    private final Network clip;
    private final Network dino;
    private final ImageInput clipInput;
    private final ImageInput dinoInput;
    private final List<Integer> layers;

    private VisionTowers(Network clip, Network dino, ImageInput clipInput, ImageInput dinoInput, List<Integer> layers) {
        this.clip = clip;
        this.dino = dino;
        this.clipInput = clipInput;
        this.dinoInput = dinoInput;
        this.layers = List.copyOf(layers);
    }

    /** Opens both. */
    static VisionTowers of(FoundationModel clip, FoundationModel dino) {
        Network first = clip.open(GRAPH);
        try {
            return new VisionTowers(
                    first,
                    dino.open(GRAPH),
                    clip.image(),
                    dino.image(),
                    clip.description().integers("layers"));
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /**
     * What both say of an image.
     *
     * @param image vector of the whole image, by CLIP
     * @param second patches of the last layer of CLIP's second path, in the space of sentences
     * @param clip patches after several blocks of CLIP
     * @param dino patches of DINOv2
     */
    record Features(Vectors image, Vectors second, List<Vectors> clip, Vectors dino) {}

    /**
     * Vectors, one after the other.
     *
     * @param values of all
     * @param dimension values in each
     */
    record Vectors(float[] values, int dimension) {

        private static Vectors of(Tensor tokens, int without) {
            int dimension = tokens.size(tokens.rank() - 1);
            float[] all = tokens.toArray();
            return new Vectors(Arrays.copyOfRange(all, without * dimension, all.length), dimension);
        }

        int count() {
            return values.length / dimension;
        }

        /** Places along a side of a square grid of them. */
        int side() {
            return (int) Math.round(Math.sqrt(count()));
        }

        /** Those at some places. */
        Vectors at(boolean[] chosen) {
            int count = 0;
            float[] kept = new float[values.length];
            for (int i = 0; i < chosen.length; i++) {
                if (chosen[i]) {
                    System.arraycopy(values, i * dimension, kept, count++ * dimension, dimension);
                }
            }
            return new Vectors(Arrays.copyOf(kept, count * dimension), dimension);
        }

        /** The mean of all. */
        float[] mean() {
            double[] sums = new double[dimension];
            for (int i = 0; i < values.length; i++) {
                sums[i % dimension] += values[i];
            }
            float[] mean = new float[dimension];
            for (int d = 0; d < dimension; d++) {
                mean[d] = (float) (sums[d] / count());
            }
            return mean;
        }

        /** All of several, in their order. */
        static Vectors joined(List<Vectors> parts) {
            float[] all = new float
                    [parts.stream().mapToInt(part -> part.values.length).sum()];
            int at = 0;
            for (Vectors part : parts) {
                System.arraycopy(part.values, 0, all, at, part.values.length);
                at += part.values.length;
            }
            return new Vectors(all, parts.get(0).dimension);
        }
    }

    Features features(Image image) {
        Map<String, Tensor> fromClip = clip.run(clipInput.tensor(List.of(image)));
        Map<String, Tensor> fromDino = dino.run(dinoInput.tensor(List.of(image)));
        List<Vectors> streams = new ArrayList<>();
        layers.forEach(layer -> streams.add(Vectors.of(Outputs.of(fromClip, "ori_" + layer + "_raw"), 1)));
        return new Features(
                Vectors.of(Outputs.of(fromClip, "image_embeds"), 0),
                Vectors.of(Outputs.of(fromClip, "vv_" + layers.get(layers.size() - 1)), 1),
                streams,
                Vectors.of(Outputs.of(fromDino, "patch_tokens"), 0));
    }

    /** What CLIP takes; maps have this size. */
    ImageInput input() {
        return clipInput;
    }

    /** What DINOv2 takes. */
    ImageInput dinoInput() {
        return dinoInput;
    }

    @Override
    public void close() {
        clip.close();
        dino.close();
    }
}
