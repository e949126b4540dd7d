package io.xvad.explainers.gradient;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.Cancellation;
import io.xvad.explainers.restoration.NormalVersion;

/** Gradients along the straight line from a baseline to an image, which path methods integrate. */
final class BaselinePath {

    private BaselinePath() {}

    /** The image restored where it is strange, if the detector makes normal versions; else black. */
    static Image baseline(FittedDetector fitted, Image image, Detection detection) {
        return fitted.capability(Reconstructs.class).isPresent()
                ? NormalVersion.of(fitted, image, detection).image()
                : Image.of(
                        image.id(),
                        image.channels(),
                        image.height(),
                        image.width(),
                        new float[image.channels() * image.height() * image.width()]);
    }

    /** Adds {@code weight * (image - baseline) * gradient}, with the gradient at a share of the way from baseline to image. */
    static void add(Differentiable detector, Image baseline, Image image, double share, double weight, double[] sums) {
        Cancellation.check();
        float[] from = baseline.toArray();
        float[] to = image.toArray();
        float[] between = new float[to.length];
        for (int i = 0; i < to.length; i++) {
            between[i] = (float) (from[i] + share * (to[i] - from[i]));
        }
        double[] gradient = ChannelSums.of(
                detector.inputGradient(Image.of(image.id(), image.channels(), image.height(), image.width(), between)));
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * gradient[i] * (to[i] - from[i]);
        }
    }
}
