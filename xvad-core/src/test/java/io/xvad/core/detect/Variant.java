package io.xvad.core.detect;

import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Preset;
import java.util.List;
import java.util.Set;

/** {@link Brightness} with other claims about what it learns from, an option and presets. */
record Variant(Set<Supervision> supervision, int fewestNormals) implements Detector {

    static final OptionSpec<Integer> COUNT = OptionSpec.integer("count", 1, 1, 9, "Does nothing");

    @Override
    public String name() {
        return "variant";
    }

    @Override
    public String description() {
        return "The brightest pixel";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(COUNT);
    }

    @Override
    public List<Preset> presets() {
        return List.of(Preset.of("many", "Counts to nine").with(COUNT, 9), Preset.standard("Counts to one", COUNT));
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new Brightness().fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new Brightness().load(model);
    }
}
