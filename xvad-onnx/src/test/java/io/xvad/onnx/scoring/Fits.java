package io.xvad.onnx.scoring;

import io.xvad.core.Samples;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;

/** A program that fits every detector and prints what it hears. */
final class Fits {

    private Fits() {}

    /** Prints for each detector {@code fitted} or the error of one line that there is. */
    public static void main(String[] none) {
        for (Detector detector : Registry.load(Detector.class).all()) {
            try {
                Training.of(detector)
                        .withHeldOut(0)
                        .fit(Samples.of(Scores.normals()))
                        .close();
                System.out.println("fitted " + detector.name());
            } catch (XvadUnavailableException e) {
                System.out.println("refused " + e.getMessage().replace("\n", " "));
            }
        }
    }
}
