package com.example.detector;

import io.xvad.core.Sample;
import io.xvad.core.detect.Detector;
import io.xvad.testkit.DetectorContract;
import java.util.List;

class PlainSurfaceTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new PlainSurface();
    }

    @Override
    protected List<Sample> normals() {
        return GreyImages.normals();
    }

    @Override
    protected Sample anomaly() {
        return GreyImages.grey("bad", 1);
    }
}
