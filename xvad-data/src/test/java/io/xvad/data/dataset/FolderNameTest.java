package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.data.dataset.FolderName.Content;
import io.xvad.data.dataset.FolderName.Split;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good",
                "Good",
                "OK",
                "ok_parts",
                "normal",
                "Normals",
                "no_defects",
                "defect-free",
                "NonDefective",
                "not broken",
                "IO",
                "pass",
                "undamaged",
                "free_of_scratches",
                "gut",
                "良品",
                "正常",
                "good2"
            })
    void normal(String name) {
        assertThat(FolderName.of(name)).isEqualTo(new FolderName(Split.UNSAID, Content.NORMAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad",
                "NG",
                "NG_2024",
                "not_ok",
                "notOK",
                "NotOk",
                "nok",
                "KO",
                "NIO",
                "anomaly",
                "Anomalous",
                "abnormal",
                "defect",
                "Defects_3",
                "defective",
                "broken_large",
                "scratch_head",
                "crack",
                "damaged",
                "not good",
                "rejects",
                "fail",
                "metal_contamination",
                "faulty_imprint",
                "faulty_label",
                "Fehler",
                "De\u0301faut",
                "défauts",
                "不良品",
                "异常",
                "異常",
                "Defekt"
            })
    void anomalous(String name) {
        assertThat(FolderName.of(name)).isEqualTo(new FolderName(Split.UNSAID, Content.ANOMALOUS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mask",
                "Masks",
                "ground_truth",
                "GroundTruth",
                "ground truth",
                "gt",
                "labels",
                "Annotations",
                "bad_mask",
                "seg"
            })
    void masks(String name) {
        assertThat(FolderName.of(name).content()).isEqualTo(Content.MASKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-31",
                "camera1",
                "batch_7",
                "shift-a",
                "line 2",
                "bottle",
                "images",
                "IMG_0001",
                "default",
                "default_view",
                "goods",
                "breaker",
                "crackers",
                "dental",
                "bio",
                "no_7",
                "No5",
                "grapes",
                "nominal",
                "bypass",
                "0",
                "ü"
            })
    void saysNothing(String name) {
        assertThat(FolderName.of(name)).isEqualTo(FolderName.UNSAID);
        assertThat(FolderName.of(name).mayBeLearned()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"positive", "negative", "Yes", "no", "true", "good_and_bad", "OK-NG"})
    void ambiguousIsNotLearned(String name) {
        assertThat(FolderName.of(name).content()).isEqualTo(Content.AMBIGUOUS);
        assertThat(FolderName.of(name).mayBeLearned()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-normal", "Test_OK", "good_test", "testGood", "test_io"})
    void normalToTestOn(String name) {
        assertThat(FolderName.of(name)).isEqualTo(new FolderName(Split.TEST, Content.NORMAL));
        assertThat(FolderName.of(name).mayBeLearned()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"train_ok", "TrainGood", "normal-train"})
    void normalToLearnFrom(String name) {
        assertThat(FolderName.of(name)).isEqualTo(new FolderName(Split.TRAIN, Content.NORMAL));
        assertThat(FolderName.of(name).mayBeLearned()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "Testing", "val", "validation", "test_images", "evaluation"})
    void otherSplitsAreNotLearned(String name) {
        assertThat(FolderName.of(name).mayBeLearned()).isFalse();
    }

    @Test
    void aNameOfMasksHasNoOtherWord() {
        assertThat(FolderName.isOnlyMasks(Path.of("test/Ground Truth"))).isTrue();
        assertThat(FolderName.isOnlyMasks(Path.of("test/masks"))).isTrue();
        assertThat(FolderName.isOnlyMasks(Path.of("test/label_too_high"))).isFalse();
    }
}
