package io.xvad.video.live;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A detector for which the score of a frame is its brightness.
 *
 * @param millis how long it takes for a frame
 */
public record Brightness(long millis) implements FittedDetector {

    @Override
    public Detection detect(Sample sample) {
        Image image = (Image) sample;
        float[] values = Arrays.copyOf(image.toArray(), image.height() * image.width());
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Detection.undecided(
                image.id(), values[0], List.of(AnomalyMap.of(image.height(), image.width(), values)));
    }

    @Override
    public Provenance provenance() {
        return new Provenance("brightness", Map.of(), 0, 1, "", "test");
    }

    @Override
    public void save(ModelWriter model) {
        throw new AssertionError("not saved in this test");
    }

    @Override
    public void close() {}
}
