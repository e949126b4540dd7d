package io.xvad.testkit;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.RecordedAnswers;

record FittedToy(Toy toy, double level, Provenance provenance, RecordedAnswers answers) implements FittedDetector {

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        return Detection.undecided(image.id(), toy.score(image, level, answers), toy.maps(image, level));
    }

    @Override
    public Capabilities capabilities() {
        return toy.offered();
    }

    @Override
    public void save(ModelWriter model) {
        toy.save(model, level, answers);
    }

    @Override
    public void close() {}
}
