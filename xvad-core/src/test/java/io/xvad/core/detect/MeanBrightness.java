package io.xvad.core.detect;

import io.xvad.core.Samples;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.ProgressListener;
import java.util.Optional;

/** Measures the mean score of held-out samples, how many there were, and the threshold of the detector. */
record MeanBrightness(String name) implements HeldOutMeasure<MeanBrightness.Found> {

    /** What is found. */
    record Found(double mean, int samples, boolean sawAnother) {}

    @Override
    public String description() {
        return "Mean score of normal samples";
    }

    @Override
    public Class<Found> type() {
        return Found.class;
    }

    @Override
    public Optional<Found> measure(FittedDetector calibrated, Samples heldOut, long seed, ProgressListener progress) {
        double sum = 0;
        for (int i = 0; i < heldOut.size(); i++) {
            sum += calibrated.detect(heldOut.get(i)).score();
            progress.progressed(name, i + 1L, heldOut.size());
        }
        return Optional.of(new Found(
                sum / heldOut.size(),
                heldOut.size(),
                calibrated.capability(RemembersImages.class).isPresent()));
    }

    @Override
    public void write(Found found, ModelWriter model) {
        model.doubles("scores", new double[] {found.mean(), found.samples(), found.sawAnother() ? 1 : 0});
    }

    @Override
    public Found read(ModelReader model) {
        double[] values = model.doubles("scores");
        if (values.length != 3) {
            throw new IllegalArgumentException("three values are needed, got " + values.length);
        }
        return new Found(values[0], (int) values[1], values[2] > 0);
    }
}
