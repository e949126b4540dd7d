package io.xvad.testkit;

import io.xvad.core.detect.Detector;

class RecordedDetectorTest extends ToyContract {

    @Override
    protected Detector detector() {
        return new ReferenceToys.Recorded();
    }
}
