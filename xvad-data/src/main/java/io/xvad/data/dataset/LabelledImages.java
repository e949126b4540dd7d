package io.xvad.data.dataset;

import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import java.util.List;
import java.util.Optional;

/**
 * Labelled images of a data set as a detector may learn from them; images and masks are read each time they are asked for.
 * Immutable and thread-safe.
 *
 * @param cases the images
 */
record LabelledImages(List<TestCase> cases) implements LabelledSamples {

    LabelledImages {
        cases = List.copyOf(cases);
    }

    @Override
    public int size() {
        return cases.size();
    }

    @Override
    public Sample get(int index) {
        return cases.get(index).sample();
    }

    @Override
    public String id(int index) {
        return cases.get(index).id();
    }

    @Override
    public Label label(int index) {
        TestCase labelled = cases.get(index);
        if (!labelled.anomalous()) {
            return Label.normal();
        }
        Optional<Mask> mask = labelled.maskFile().isEmpty() && labelled.masks().isEmpty()
                ? Optional.empty()
                : labelled.mask(labelled.sample());
        Label label = mask.map(Label::anomaly).orElseGet(Label::anomaly);
        return labelled.defect().equals(TestCase.ANOMALOUS) ? label : label.withKind(labelled.defect());
    }
}
