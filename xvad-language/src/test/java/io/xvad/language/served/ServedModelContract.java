package io.xvad.language.served;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.language.TestImages;
import io.xvad.language.gpt4v.Gpt4v;
import io.xvad.testkit.DetectorContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the tests of the adapters share: red squares, and a calibrated expert that sees red. */
public abstract class ServedModelContract extends DetectorContract {

    protected static final int SIDE = 40;
    protected static final Image ODD = TestImages.anomaly("odd", SIDE);

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            normals.add(TestImages.normal("normal " + i, SIDE, i));
        }
        return normals;
    }

    @Override
    protected Sample anomaly() {
        return ODD;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("endpoint", "scripted://red/", "model", "red");
    }

    /** A model file of an expert. */
    protected Path expert(Path directory) {
        Path file = directory.resolve("expert.xvad");
        try (FittedDetector fitted = Training.of(new Gpt4v())
                .withOptions(Map.of("endpoint", "scripted://red/", "model", "red", "marks", "grid", "regions", "4"))
                .withoutMeasures()
                .fit(Samples.of(normals()))) {
            Models.save(fitted, file);
        }
        return file;
    }
}
