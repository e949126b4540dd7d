package io.xvad.evaluation.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.synthetic.SyntheticDefect;
import io.xvad.explainers.Scene;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonCasesTest {

    @TempDir
    private Path root = Path.of("");

    private AnomalyDataset dataset() {
        ImageWriter.writePng(Scene.normal(0), root.resolve("train/good/0.png"));
        for (int i = 0; i < 5; i++) {
            ImageWriter.writePng(Scene.normal(10 + i), root.resolve("test/good/" + i + ".png"));
            ImageWriter.writePng(Scene.withSquare(), root.resolve("test/hole/" + i + ".png"));
            ImageWriter.writePng(mask(), root.resolve("ground_truth/hole/" + i + "_mask.png"));
        }
        ImageWriter.writePng(Scene.withSquare(), root.resolve("test/dent/0.png"));
        return DatasetFormat.MVTEC.open(root);
    }

    private static Image mask() {
        float[] values = new float[Scene.HEIGHT * Scene.WIDTH];
        values[Scene.WIDTH + 1] = 1;
        return Image.of("mask", 1, Scene.HEIGHT, Scene.WIDTH, values);
    }

    @Test
    void anomalousImagesAreSpreadOverEachKind() {
        List<ReasonCase> cases = ReasonCases.real(dataset(), 2);
        assertThat(cases).extracting(ReasonCase::kind).containsExactly("dent", "hole", "hole");
        assertThat(cases)
                .extracting(one -> Path.of(one.id()).getFileName().toString())
                .containsExactly("0.png", "1.png", "3.png");
        ReasonTruth truth = cases.get(1).truth().get();
        assertThat(truth.mask().orElseThrow().count()).isEqualTo(1);
        assertThat(truth.clean()).isEmpty();
    }

    @Test
    void everySyntheticKindIsThereAndEqualForOneSeed() {
        AnomalyDataset dataset = dataset();
        List<ReasonCase> cases = ReasonCases.synthetic(dataset, 2, 0.5, 1, 7);
        assertThat(cases).hasSize(2 * SyntheticDefect.values().length);
        assertThat(cases.stream().map(ReasonCase::source).collect(Collectors.toSet()))
                .hasSize(5);
        ReasonTruth truth = cases.get(4).truth().get();
        assertThat(cases.get(4).kind()).isEqualTo("scratch");
        Image clean = truth.clean().orElseThrow();
        assertThat(truth.image()).isNotEqualTo(clean);
        assertThat(clean.with(truth.mask().orElseThrow(), truth.image())).isEqualTo(truth.image());
        assertThat(ReasonCases.synthetic(dataset, 2, 0.5, 1, 7).get(4).truth().get())
                .isEqualTo(truth);
        assertThat(ReasonCases.synthetic(dataset, 2, 0.5, 1, 8).get(4).truth().get())
                .isNotEqualTo(truth);
    }

    @Test
    void normalImagesHaveNoMask() {
        List<ReasonCase> cases = ReasonCases.normal(dataset(), 100);
        assertThat(cases).hasSize(5).extracting(ReasonCase::group).containsOnly(ReasonGroup.NORMAL);
        assertThat(cases.get(0).truth().get().mask()).isEmpty();
    }

    @Test
    void refusesStrengthsThatAreNoneAndDataSetsWithoutNormals() {
        AnomalyDataset dataset = dataset();
        assertThatThrownBy(() -> ReasonCases.synthetic(dataset, 1, 0, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0, 1]");
        assertThatThrownBy(() -> ReasonCases.synthetic(dataset, 1, 0.9, 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReasonCases.real(dataset, -1)).isInstanceOf(IllegalArgumentException.class);
        AnomalyDataset none = new AnomalyDataset("none", dataset.train(), List.of());
        assertThatThrownBy(() -> ReasonCases.synthetic(none, 1, 0.5, 1, 0))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no normal test images");
    }
}
