package io.xvad.detectors.pretext;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.training.dl4j.Dl4jNetwork;
import java.util.Map;
import java.util.Optional;

/**
 * Scores by a DL4J network, run forwards and backwards by DL4J (Liang et al., 2018, equation 2; Lee et al., 2018, equation 3).
 * Thread-safe; one run at a time.
 *
 * @param classifier which the score owns
 * @param confidence what is made of its outputs
 * @param epsilon how far values of images in [0, 1] are moved
 */
record Dl4jScore(Classifier classifier, Confidence confidence, double epsilon) implements ClassifierScore {

    static final String ENTRY = "classifier";
    static final String LENGTH = "classifier-epsilon";

    /**
     * A network and what it sees.
     *
     * @param zip as DL4J wrote it
     * @param network the same, open
     * @param size side of its images
     * @param pixels what it sees of pixels
     */
    record Classifier(byte[] zip, Dl4jNetwork network, int size, ClassifierPixels pixels) {

        private Tensor input(float[] image) {
            return Tensor.owning(pixels.seen(image), 1, 3, size, size);
        }

        /** The outputs for an image in [0, 1]. */
        Map<String, Tensor> run(float[] image) {
            return network.run(input(image));
        }

        /** The gradient of a confidence by the values of an image in [0, 1]. */
        float[] gradient(float[] image, Confidence confidence) {
            float[] gradient = network.backward(input(image), confidence::gradient, false)
                    .input()
                    .orElseThrow()
                    .toArray();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= pixels.normalize().std().get(i * 3 / gradient.length);
            }
            return gradient;
        }
    }

    /** An image after each value was moved by {@code epsilon} along the sign of a gradient. */
    static float[] moved(float[] image, float[] gradient, double epsilon) {
        float[] moved = image.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (epsilon * Math.signum(gradient[i]));
        }
        return moved;
    }

    @Override
    public int size() {
        return classifier.size();
    }

    @Override
    public Found of(float[] image) {
        float[] gradient = classifier.gradient(image, confidence);
        double confident = confidence.of(classifier.run(moved(image, gradient, epsilon)));
        return new Found(-confident, Optional.of(strength(gradient)));
    }

    private static float[] strength(float[] gradient) {
        float[] strength = new float[gradient.length / 3];
        for (int i = 0; i < gradient.length; i++) {
            strength[i % strength.length] += Math.abs(gradient[i]);
        }
        return strength;
    }

    @Override
    public void write(ModelWriter model) {
        model.bytes(ENTRY, classifier.zip());
        model.doubles(LENGTH, new double[] {epsilon});
        confidence.write(model);
    }

    @Override
    public void close() {
        classifier.network().close();
    }
}
