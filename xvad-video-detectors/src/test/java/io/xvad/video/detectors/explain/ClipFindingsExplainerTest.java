package io.xvad.video.detectors.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.NormalPatch;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.explainers.clip.ClipFindingsExplainer;
import io.xvad.testkit.ExplainerContract;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClipFindingsExplainerTest extends ExplainerContract {

    private static final long SEED = 5;

    @Override
    protected Explainer explainer() {
        return new ClipFindingsExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Street.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Street.clip(SEED);
    }

    private List<Evidence> evidence(Clip clip, Map<String, String> options) {
        try (FittedDetector fitted = fitted()) {
            ExplainRequest request = ExplainRequest.of(explainer(), options, 0);
            return explainer()
                    .explain(fitted, clip, fitted.detect(clip), request)
                    .evidence();
        }
    }

    private static List<ScoredFrame> scored(Clip clip) {
        try (FittedDetector fitted = Street.fitted()) {
            return fitted.capability(ScoresFrames.class).orElseThrow().scored(clip);
        }
    }

    @Test
    void theWalkerIsShownBesideTheEmptyGroundWithItsAttributes() {
        Clip clip = Street.clip(SEED);
        List<Evidence> evidence = evidence(clip, Map.of());
        assertThat(evidence).hasSize(3);
        NearestNormal walker = (NearestNormal) evidence.get(0);
        Region region = walker.region();
        assertThat(Street.mask(SEED, region.frame()).toArray()[region.peakY() * clip.width() + region.peakX()])
                .isTrue();
        assertThat(walker.queryCrop())
                .isEqualTo(clip.frames().get(region.frame()).crop(region.box()));
        assertThat(walker.patches()).extracting(NormalPatch::box).containsExactly(region.box());
        assertThat(evidence.subList(1, 3))
                .extracting(one -> ((AttributeDeviation) one).attribute())
                .containsExactly("strangeness", "area");
    }

    @Test
    void theStrangestThingOfAllFramesIsMeasuredInsideItsBox() {
        Clip clip = Street.clip(SEED);
        List<ScoredFrame> scored = scored(clip);
        Region region = ((NearestNormal) evidence(clip, Map.of()).get(0)).region();
        ScoredFrame frame = scored.get(region.frame());
        Finding strangest = scored.stream()
                .flatMap(one -> one.findings().stream())
                .max(Comparator.comparingDouble(Finding::score))
                .orElseThrow();
        assertThat(frame.findings().get(0)).isEqualTo(strangest);
        assertThat(region.box()).isEqualTo(strangest.box());
        DoubleSummaryStatistics inside = new DoubleSummaryStatistics();
        for (int y = region.box().y(); y < region.box().y() + region.box().height(); y++) {
            for (int x = region.box().x(); x < region.box().x() + region.box().width(); x++) {
                inside.accept(frame.map().orElseThrow().at(y, x));
            }
        }
        assertThat((double) region.peak()).isEqualTo(inside.getMax());
        assertThat(frame.map().orElseThrow().at(region.peakY(), region.peakX())).isEqualTo(region.peak());
        assertThat(region.mean()).isCloseTo(inside.getAverage(), within(1e-9));
        assertThat(region.area()).isEqualTo(inside.getCount());
    }

    @Test
    void framesStandApartAndFallInStrangeness() {
        Clip clip = Street.clip(SEED);
        List<Region> regions = evidence(clip, Map.of("frames", "5", "apart", "0.3", "attributes", "0")).stream()
                .map(one -> ((NearestNormal) one).region())
                .toList();
        assertThat(regions).hasSizeBetween(3, 4);
        for (int i = 0; i < regions.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(Math.abs(regions.get(i).frame() - regions.get(j).frame()))
                        .isGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void whereNothingIsFoundThereIsNoEvidence() {
        Clip empty = Clip.of("empty", List.of(Street.ground(), Street.ground()), 10);
        assertThat(evidence(empty, Map.of())).isEmpty();
    }
}
