package io.xvad.testkit;

import io.xvad.core.detect.Detector;

class ZeroShotDetectorTest extends ToyContract {

    @Override
    protected Detector detector() {
        return new ReferenceToys.ZeroShot();
    }
}
