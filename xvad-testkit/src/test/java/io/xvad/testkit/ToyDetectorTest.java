package io.xvad.testkit;

import io.xvad.core.detect.Detector;

class ToyDetectorTest extends ToyContract {

    @Override
    protected Detector detector() {
        return new Toy();
    }
}
