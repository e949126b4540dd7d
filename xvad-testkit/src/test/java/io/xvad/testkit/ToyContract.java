package io.xvad.testkit;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The contract on small grey images; the anomaly is bright. */
abstract class ToyContract extends DetectorContract {

    static Image grey(String id, double value) {
        float[] values = new float[6];
        Arrays.fill(values, (float) value);
        return Image.of(id, 1, 2, 3, values);
    }

    @Override
    protected List<Sample> normals() {
        return IntStream.range(0, 6)
                .<Sample>mapToObj(i -> grey("normal " + i, 0.1 + 0.01 * i))
                .toList();
    }

    @Override
    protected Sample anomaly() {
        return grey("anomaly", 0.9);
    }

    @Override
    protected LabelledSamples labelled() {
        return LabelledSamples.of(List.of(grey("labelled", 0.5)), List.of(Label.anomaly()));
    }
}
