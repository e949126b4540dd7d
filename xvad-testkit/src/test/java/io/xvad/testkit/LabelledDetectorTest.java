package io.xvad.testkit;

import io.xvad.core.detect.Detector;

class LabelledDetectorTest extends ToyContract {

    @Override
    protected Detector detector() {
        return new ReferenceToys.Labelled();
    }
}
