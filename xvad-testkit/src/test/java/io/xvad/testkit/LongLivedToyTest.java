package io.xvad.testkit;

import io.xvad.core.detect.Detector;

class LongLivedToyTest extends ToyContract {

    @Override
    protected Detector detector() {
        return new LongLivedToy();
    }
}
