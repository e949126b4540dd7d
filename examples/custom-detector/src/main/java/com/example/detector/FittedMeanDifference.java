package com.example.detector;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.Arrays;
import java.util.List;

/** The mean normal image, shape (height, width). */
record FittedMeanDifference(Tensor mean, double topShare, Provenance provenance)
        implements FittedDetector, Reconstructs {

    static final String MEAN = "mean";

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        if (image.channels() != 1 || image.height() != mean.size(0) || image.width() != mean.size(1)) {
            throw new IllegalArgumentException(
                    "wanted a grey image of " + mean.size(1) + " x " + mean.size(0) + " pixels, got " + image);
        }
        float[] map = image.toArray();
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.abs(map[i] - mean.buffer().get(i));
        }
        AnomalyMap differences = AnomalyMap.of(image.height(), image.width(), map);
        return Detection.undecided(image.id(), score(map), List.of(differences));
    }

    private double score(float[] map) {
        float[] sorted = map.clone();
        Arrays.sort(sorted);
        int count = Math.max(1, (int) Math.round(topShare * sorted.length));
        double sum = 0;
        for (int i = sorted.length - count; i < sorted.length; i++) {
            sum += sorted[i];
        }
        return sum / count;
    }

    @Override
    public Image reconstruct(Image image) {
        return Image.of(image.id(), 1, image.height(), image.width(), mean.toArray());
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(Reconstructs.class, this);
    }

    @Override
    public void save(ModelWriter model) {
        model.tensor(MEAN, mean);
    }

    @Override
    public void close() {}
}
