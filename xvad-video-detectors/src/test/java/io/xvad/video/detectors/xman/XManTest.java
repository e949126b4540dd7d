package io.xvad.video.detectors.xman;

import io.xvad.core.Sample;
import io.xvad.core.detect.Detector;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import java.util.List;

class XManTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new XMan();
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normals(4);
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }
}
