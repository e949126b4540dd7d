package io.xvad.core.detect;

import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.model.Sha256;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Labelled samples that are digested with their labels as they are read. Thread-safe. */
final class LabelledSamplesRead extends SamplesRead implements LabelledSamples {

    private final LabelledSamples samples;
    private final AtomicReferenceArray<String> labels;

    LabelledSamplesRead(LabelledSamples samples) {
        super(samples);
        this.samples = samples;
        this.labels = new AtomicReferenceArray<>(samples.size());
    }

    @Override
    public Label label(int index) {
        Label label = samples.label(index);
        if (labels.get(index) == null) {
            labels.set(index, digest(label));
        }
        return label;
    }

    @Override
    void addMore(Sha256 all, int index) {
        super.addMore(all, index);
        String label = labels.get(index);
        if (label != null) {
            all.add(label);
        }
    }

    private static String digest(Label label) {
        Sha256 sha = new Sha256().add(label.anomalous() + " " + label.kind().orElse(""));
        for (Mask mask : label.masks()) {
            sha.add(mask.height() + "x" + mask.width()).add(Arrays.toString(mask.toArray()));
        }
        return sha.hex();
    }
}
