package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.video.Walks;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that were saved before there were histograms of velocity and stabilised backgrounds. */
class EarlierAttributesTest {

    /** The same model with so many values in its scales and without what is new in its background. */
    private static ModelReader before(ModelReader model, int scales) {
        return (ModelReader) Proxy.newProxyInstance(
                EarlierAttributesTest.class.getClassLoader(),
                new Class<?>[] {ModelReader.class},
                (proxy, method, arguments) -> {
                    boolean named = arguments != null && arguments.length == 1;
                    if (named && method.getName().equals("has") && arguments[0].equals("background-stabilised")) {
                        return false;
                    }
                    Object value = method.invoke(model, arguments);
                    return named && arguments[0].equals("surprise-scales") && value instanceof double[] all
                            ? Arrays.copyOf(all, scales)
                            : value;
                });
    }

    @Test
    void scoreTheSame(@TempDir Path directory) {
        Path file = directory.resolve("model.xvad");
        try (FittedDetector fitted = Training.of(new Attributes())
                .withOptions(Map.of("input-size", "32", "smallest", "0.005"))
                .withHeldOut(0)
                .fit(Samples.of(Walks.normals(3)))) {
            Models.save(fitted, file);
            try (ModelReader model = ModelFile.open(file);
                    FittedDetector loaded = new Attributes().load(before(model, 18))) {
                assertThat(loaded.detect(Walks.anomaly()).score())
                        .isEqualTo(fitted.detect(Walks.anomaly()).score());
            }
            try (ModelReader model = ModelFile.open(file)) {
                assertThatThrownBy(() -> new Attributes().load(before(model, 17)))
                        .isInstanceOf(XvadModelException.class)
                        .hasMessageContaining("surprise-scales");
            }
        }
    }
}
