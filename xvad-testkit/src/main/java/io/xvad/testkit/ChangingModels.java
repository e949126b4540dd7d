package io.xvad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.model.Change;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.update.Forgetting;
import io.xvad.core.update.LearningMore;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * What holds of models that learn more or forget.
 *
 * @param all normal samples
 * @param anomaly a sample that no normal one resembles
 * @param fit fits a model to some normal samples and calibrates none of it
 */
record ChangingModels(List<Sample> all, Sample anomaly, Function<List<Sample>, FittedDetector> fit) {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    /** What it was before stays as it was; what it is now can be saved and can do the same things. */
    void learnsMore() {
        try (FittedDetector first = fit.apply(all.subList(0, all.size() - 1))) {
            Detection before = first.detect(anomaly);
            int unknown = all.size() - learned(first).size();
            try (FittedDetector more =
                    LearningMore.of(first).withHeldOut(0).dated(DAY).learn(Samples.of(all))) {
                assertThat(more.provenance().trainingSize()).isEqualTo(all.size());
                assertThat(more.provenance().changes()).singleElement().satisfies(change -> {
                    assertThat(change.kind()).isEqualTo(Change.Kind.LEARNED_MORE);
                    assertThat(change.date()).isEqualTo(DAY);
                    assertThat(change.samples()).isEqualTo(unknown);
                    assertThat(change.effect()).isNotBlank();
                });
                assertThat(learned(more).ids())
                        .containsExactlyInAnyOrderElementsOf(
                                all.stream().map(Sample::id).toList());
                assertThat(more.capabilities().types())
                        .isEqualTo(first.capabilities().types());
                assertThat(more.detect(anomaly).score())
                        .isGreaterThan(more.detect(all.get(all.size() - 1)).score());
                isTheSameWhenItIsLoaded(more);
            }
            assertThat(first.detect(anomaly)).isEqualTo(before);
            assertThatThrownBy(() -> LearningMore.of(first).learn(Samples.of(List.of())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Neither the new model nor its file knows the id of what it forgot. */
    void forgets() {
        try (FittedDetector first = fit.apply(all)) {
            String id = learned(first).all().get(0).id();
            Detection before = first.detect(anomaly);
            Forgetting forgetting = Forgetting.of(first).with(Samples.of(all)).dated(DAY);
            try (FittedDetector less = forgetting.forget(List.of(id))) {
                assertThat(less.provenance().trainingSize())
                        .isEqualTo(learned(first).size() - 1);
                assertThat(less.provenance().changes()).singleElement().satisfies(change -> {
                    assertThat(change.kind()).isEqualTo(Change.Kind.FORGOT);
                    assertThat(change.samples()).isEqualTo(1);
                    assertThat(change.effect()).isNotBlank();
                });
                assertThat(learned(less).ids()).doesNotContain(id);
                assertThat(ModelTexts.of(Models.toBytes(less))).doesNotContain(id);
                isTheSameWhenItIsLoaded(less);
                assertThatThrownBy(
                                () -> Forgetting.of(less).with(Samples.of(all)).forget(List.of(id)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(id);
            }
            assertThat(first.detect(anomaly)).isEqualTo(before);
            assertThatThrownBy(() -> forgetting.forget(learned(first).ids()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static LearnedSamples learned(FittedDetector model) {
        return model.capability(LearnedSamples.class).orElseThrow();
    }

    private void isTheSameWhenItIsLoaded(FittedDetector model) {
        try (FittedDetector loaded = Models.load(Models.toBytes(model))) {
            assertThat(loaded.detect(anomaly)).isEqualTo(model.detect(anomaly));
            assertThat(loaded.provenance()).isEqualTo(model.provenance());
            assertThat(loaded.capabilities().types())
                    .isEqualTo(model.capabilities().types());
            assertThat(loaded.capability(LearnedSamples.class)).isEqualTo(model.capability(LearnedSamples.class));
        }
    }
}
