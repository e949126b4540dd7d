package io.xvad.language.describe;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Statement;
import java.util.List;

/** An explainer that has measured of every image that its upper left quarter is redder by 0.8. */
public final class MeasuredRedness implements Explainer {

    @Override
    public String name() {
        return "measured-redness";
    }

    @Override
    public String description() {
        return "Measures nothing, for tests";
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        int half = sample.height() / 2;
        Region place = new Region(0, new Box(0, 0, half, half), half * half, 1, 1, 1, 1);
        AttributeDeviation redder = new AttributeDeviation("red against green", "", 0.8, -0.02, 0.02, 9);
        return List.of(
                new Statement("Words that nobody is told.", List.of(1), name()),
                new Reason("redder", List.of("compact"), place, List.of(redder), 0.01));
    }
}
