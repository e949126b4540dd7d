package io.xvad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Recalibration;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Names;
import io.xvad.core.registry.Registry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every explainer. Extend it in your own tests. */
public abstract class ExplainerContract {

    private static final long SEED = 7;
    private static final String BUDGET = "max-detections";
    private static final int SMALL_BUDGET = 40;
    private static final int THREADS = 4;

    /** The explainer under test. */
    protected abstract Explainer explainer();

    /** A detector it can explain; the caller closes it. */
    protected abstract FittedDetector fitted();

    /** A sample that the detector finds anomalous. */
    protected abstract Sample anomaly();

    /** Option values that keep the tests fast. */
    protected Map<String, String> options() {
        return Map.of();
    }

    private Explanation explain(FittedDetector fitted) {
        return explain(fitted, anomaly());
    }

    private Explanation explain(FittedDetector fitted, Sample sample) {
        ExplainRequest request = ExplainRequest.of(explainer(), options(), SEED);
        return explainer().explain(fitted, sample, fitted.detect(sample), request);
    }

    @Test
    void hasAKebabCaseNameAndIsFoundByIt() {
        assertThat(Names.requireKebabCase("explainer", explainer().name()))
                .isEqualTo(explainer().name());
        assertThat(explainer().description()).isNotBlank();
        assertThat(Registry.load(Explainer.class).get(explainer().name())).hasSameClassAs(explainer());
    }

    @Test
    void givesEvidenceAndSaysHowItWasMade() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explain(fitted);
            assertThat(explanation.evidence()).isNotEmpty();
            assertThat(explanation.audit().explainer()).isEqualTo(explainer().name());
            assertThat(explanation.audit().seed()).isEqualTo(SEED);
            assertThat(explanation.audit().modelFingerprint())
                    .isEqualTo(fitted.provenance().fingerprint());
        }
    }

    @Test
    void sameSeedSameEvidence() {
        try (FittedDetector fitted = fitted()) {
            assertThat(explain(fitted).evidence()).isEqualTo(explain(fitted).evidence());
        }
    }

    @Test
    void survivesJson() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explain(fitted);
            assertThat(Explanation.fromJson(explanation.toJson()).toJson()).isEqualTo(explanation.toJson());
        }
    }

    @Test
    void saliencyHasTheGeometryOfTheSample() {
        try (FittedDetector fitted = fitted()) {
            assertThat(explain(fitted).evidence(Saliency.class)).allSatisfy(saliency -> {
                assertThat(saliency.map().height()).isEqualTo(anomaly().height());
                assertThat(saliency.map().width()).isEqualTo(anomaly().width());
            });
        }
    }

    @Test
    void whatLiesInIgnoredRegionsChangesNothingAndExplainsNothing() {
        try (FittedDetector fitted = fitted()) {
            FittedDetector ignoring =
                    Recalibration.of(fitted).ignoring(Scrambled.CORNER).on(Samples.of(List.of(anomaly())));
            Sample other = Scrambled.of(anomaly(), Scrambled.CORNER);
            List<Evidence> evidence = explain(ignoring, anomaly()).evidence();
            assertThat(explain(ignoring, other).evidence()).isEqualTo(evidence);
            boolean[] ignored =
                    Scrambled.CORNER.mask(anomaly().height(), anomaly().width()).toArray();
            assertThat(evidence).allSatisfy(one -> {
                if (one instanceof Saliency saliency) {
                    float[] values = saliency.map().toArray();
                    assertThat(IntStream.range(0, values.length).filter(i -> ignored[i] && values[i] != 0))
                            .isEmpty();
                }
            });
        }
    }

    @Test
    void statementsRestOnEvidenceThatIsThere() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explain(fitted);
            assertThat(explanation.evidence(Statement.class)).allSatisfy(statement -> {
                assertThat(statement.text()).isNotBlank();
                assertThat(statement.restsOn())
                        .allMatch(index ->
                                index >= 0 && index < explanation.evidence().size());
            });
        }
    }

    @Test
    void refusesADetectorThatLacksACapability() {
        try (FittedDetector fitted = fitted()) {
            Detection detection = fitted.detect(anomaly());
            FittedDetector bare = Watched.only(Set.of(), fitted);
            ExplainRequest request = ExplainRequest.of(explainer(), options(), SEED);
            if (explainer().requiredCapabilities().isEmpty()) {
                assertThat(explainer()
                                .explain(bare, anomaly(), detection, request)
                                .detection())
                        .isEqualTo(detection);
            } else {
                assertThatThrownBy(() -> explainer().explain(bare, anomaly(), detection, request))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("capability");
            }
        }
    }

    @Test
    void copesWithoutMapsOrSaysThatItNeedsThem() {
        try (FittedDetector fitted = fitted()) {
            Detection found = fitted.detect(anomaly());
            Detection bare = new Detection(found.sampleId(), found.score(), found.verdict(), List.of(), List.of());
            ExplainRequest request = ExplainRequest.of(explainer(), options(), SEED);
            if (explainer().requiresMaps()) {
                assertThatThrownBy(() -> explainer().explain(fitted, anomaly(), bare, request))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("map");
            } else {
                assertThat(explainer().explain(fitted, anomaly(), bare, request).detection())
                        .isEqualTo(bare);
            }
        }
    }

    @Test
    void manyThreadsGetWhatOneGets() {
        try (FittedDetector fitted = fitted()) {
            List<Evidence> alone = explain(fitted).evidence();
            assertThat(Together.run(THREADS, () -> explain(fitted).evidence())).allMatch(alone::equals);
        }
    }

    @Test
    void leavesTheSampleAsItWas() {
        try (FittedDetector fitted = fitted()) {
            Sample sample = anomaly();
            ExplainRequest request = ExplainRequest.of(explainer(), options(), SEED);
            explainer().explain(fitted, sample, fitted.detect(sample), request);
            assertThat(sample).isEqualTo(anomaly());
        }
    }

    /** It asks the detector for capabilities it declares, or copes without them. */
    @Test
    void managesWithTheCapabilitiesItDeclares() {
        try (FittedDetector fitted = fitted()) {
            FittedDetector declared = Watched.only(explainer().requiredCapabilities(), fitted);
            ExplainRequest request = ExplainRequest.of(explainer(), options(), SEED);
            assertThat(explainer()
                            .explain(declared, anomaly(), fitted.detect(anomaly()), request)
                            .evidence())
                    .isNotEmpty();
        }
    }

    /** An option {@code max-detections} limits the calls of the detector, a few for the unchanged sample aside. */
    @Test
    void keepsToItsBudget() {
        boolean limited =
                explainer().options().stream().anyMatch(option -> option.name().equals(BUDGET));
        if (limited) {
            Map<String, String> small = new HashMap<>(options());
            small.put(BUDGET, String.valueOf(SMALL_BUDGET));
            try (FittedDetector fitted = fitted()) {
                AtomicInteger detections = new AtomicInteger();
                FittedDetector counting = new Watched(fitted, type -> true, detections::incrementAndGet);
                ExplainRequest request = ExplainRequest.of(explainer(), small, SEED);
                explainer().explain(counting, anomaly(), fitted.detect(anomaly()), request);
                assertThat(detections.get()).isLessThanOrEqualTo(SMALL_BUDGET + allowance());
            }
        }
    }

    /** Detections it may spend beside its budget, for example to measure how good a map is. */
    protected int allowance() {
        return 2;
    }

    /** A detector with some of its capabilities, whose detections are heard of. */
    private record Watched(FittedDetector inner, Predicate<Class<?>> allowed, Runnable detected)
            implements FittedDetector {

        static Watched only(Set<Class<?>> capabilities, FittedDetector inner) {
            return new Watched(inner, capabilities::contains, () -> {});
        }

        @Override
        public Detection detect(Sample sample) {
            detected.run();
            return inner.detect(sample);
        }

        @Override
        public Capabilities capabilities() {
            Set<Class<?>> types = new HashSet<>(inner.capabilities().types());
            types.removeIf(allowed.negate());
            return inner.capabilities().only(types);
        }

        @Override
        public <C> Optional<C> capability(Class<C> type) {
            return allowed.test(type) ? inner.capability(type) : Optional.empty();
        }

        @Override
        public Provenance provenance() {
            return inner.provenance();
        }

        @Override
        public void save(ModelWriter model) {
            inner.save(model);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
