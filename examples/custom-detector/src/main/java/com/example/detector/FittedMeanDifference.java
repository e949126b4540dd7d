package com.example.detector;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;

/** The mean normal image. */
record FittedMeanDifference(Tensor mean, Provenance provenance) implements FittedDetector {

    static final String ENTRY = "mean";

    @Override
    public Detection detect(Sample sample) {
        if (!(sample instanceof Image image)
                || image.channels() != 1
                || image.height() != mean.size(0)
                || image.width() != mean.size(1)) {
            throw new IllegalArgumentException("wanted a grey image of the size of " + mean + ", got " + sample);
        }
        float[] map = image.toArray();
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.abs(map[i] - mean.buffer().get(i));
        }
        AnomalyMap differences = AnomalyMap.of(image.height(), image.width(), map);
        return Detection.undecided(image.id(), differences.max(), List.of(differences));
    }

    @Override
    public void save(ModelWriter model) {
        model.tensor(ENTRY, mean);
    }

    @Override
    public void close() {}
}
