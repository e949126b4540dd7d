package io.xvad.testkit;

import io.xvad.core.detect.Detector;

class HungryDetectorTest extends ToyContract {

    @Override
    protected Detector detector() {
        return new ReferenceToys.Hungry();
    }
}
