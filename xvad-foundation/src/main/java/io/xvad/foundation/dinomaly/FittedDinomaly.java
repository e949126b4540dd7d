package io.xvad.foundation.dinomaly;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.Outputs;
import io.xvad.foundation.tokens.LargestShare;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.List;
import java.util.Map;

/** Scores an image by how far the decoder's features are from the encoder's. Thread-safe. */
final class FittedDinomaly implements FittedDetector {

    private static final int SIDE = 256;
    private static final SmallBlur BLUR = new SmallBlur(5, 4);

    private final FoundationModel weights;
    private final Network network;
    private final CentreView view;
    private final int groups;
    private final Provenance provenance;

    /** Opens the network. */
    FittedDinomaly(FoundationModel weights, Provenance provenance) {
        this.weights = weights;
        this.view = new CentreView(weights.description().integer("resized"), weights.image());
        this.groups = weights.description().integer("groups");
        this.provenance = provenance;
        this.network = weights.open("network");
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        float[] map = map(image);
        return Detection.undecided(image.id(), LargestShare.mean(map), List.of(view.restored(map, SIDE, image)));
    }

    /** The mean distance over the groups, at the size at which the authors evaluate. */
    float[] map(Image image) {
        Map<String, Tensor> features = network.run(view.input().normalised(List.of(view.seen(image))));
        int size = view.input().size();
        float[] mean = new float[size * size];
        for (int group = 0; group < groups; group++) {
            float[] distances =
                    distances(Outputs.of(features, "encoder_" + group), Outputs.of(features, "decoder_" + group));
            int side = (int) Math.round(Math.sqrt(distances.length));
            float[] large = Resize.cornerAligned(distances, side, side, size, size);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += large[i] / groups;
            }
        }
        return BLUR.apply(Resize.plane(mean, size, size, SIDE, SIDE, false), SIDE, SIDE);
    }

    private static float[] distances(Tensor encoded, Tensor decoded) {
        int width = encoded.size(2);
        float[] left = UnitVectors.of(encoded.toArray(), width);
        float[] right = UnitVectors.of(decoded.toArray(), width);
        float[] distances = new float[encoded.size(1)];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = (float) (1 - UnitVectors.dot(left, i * width, right, i * width, width));
        }
        return distances;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        FoundationDetector.saveWeights(model, weights);
    }

    @Override
    public void close() {
        network.close();
    }
}
