package io.xvad.testkit;

import io.xvad.core.detect.Detector;

class MaplessDetectorTest extends ToyContract {

    @Override
    protected Detector detector() {
        return new ReferenceToys.Mapless();
    }
}
