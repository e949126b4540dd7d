package io.xvad.explainers.reliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Polygon;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Recalibration;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.Reliance;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import io.xvad.explainers.Scene;
import io.xvad.explainers.TemplateDetector;
import io.xvad.explainers.reason.ReasonCalibration;
import io.xvad.explainers.restoration.Restoration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelianceMeasureTest {

    private static final Registry<Detector> DETECTORS = Registry.of(Detector.class, List.of(new TemplateDetector()));
    private static final RelianceMeasure MEASURE = new RelianceMeasure();
    private static final Training TRAINING =
            Training.of(new TemplateDetector()).withMeasures(List.of(MEASURE)).withHeldOut(0.5);
    private static final FittedDetector MODEL = TRAINING.fit(normals());

    private static Samples normals() {
        return Samples.of(IntStream.range(0, 24).mapToObj(Scene::normal).toList());
    }

    private static Optional<Reliance> reliance(FittedDetector model, Image image) {
        Detection detection = model.detect(image);
        return RelianceModel.of(model, detection, Restoration.of(model, image, detection));
    }

    private static double probability(FittedDetector model, Image image) {
        return reliance(model, image).orElseThrow().probability();
    }

    @Test
    void aPlainDefectCanBeReliedOnAndANormalImageCannot() {
        Reliance square = reliance(MODEL, Scene.withSquare()).orElseThrow();
        assertThat(square.threshold()).isEqualTo(RelianceModel.THRESHOLD);
        assertThat(square.canBeReliedOn()).isTrue();
        for (int seed = 100; seed < 105; seed++) {
            assertThat(probability(MODEL, Scene.normal(seed))).isLessThan(square.probability() - 0.2);
        }
    }

    @Test
    void sameSeedSameModel() {
        assertThat(Models.toBytes(TRAINING.fit(normals()))).isEqualTo(Models.toBytes(MODEL));
        assertThat(probability(TRAINING.withSeed(9).fit(normals()), Scene.withSquare()))
                .isNotEqualTo(probability(MODEL, Scene.withSquare()));
    }

    @Test
    void itIsKeptInTheModelFileAndByACalibrationOnKeptScores() {
        double expected = probability(MODEL, Scene.withSquare());
        FittedDetector loaded = Models.load(Models.toBytes(MODEL), DETECTORS);
        assertThat(probability(loaded, Scene.withSquare())).isEqualTo(expected);
        assertThat(Models.toBytes(loaded)).isEqualTo(Models.toBytes(MODEL));
        assertThat(reliance(Recalibration.of(loaded).onKeptScores(), Scene.withSquare()))
                .isPresent();
        FittedDetector onOthers =
                Recalibration.of(loaded).withMeasures(List.of(MEASURE)).on(normals());
        assertThat(reliance(onOthers, Scene.withSquare())).isPresent();
        assertThat(reliance(Recalibration.of(loaded).withoutMeasures().on(normals()), Scene.withSquare()))
                .isEmpty();
    }

    @Test
    void theMeasuresOfThisModuleAreFoundByThemselves() {
        FittedDetector model = Scene.fitted();
        assertThat(model.capability(RelianceModel.class)).isPresent();
        assertThat(model.capability(ReasonCalibration.class)).isPresent();
    }

    @Test
    void withoutItNothingIsSaid() {
        FittedDetector plain = TRAINING.withoutMeasures().fit(normals());
        assertThat(reliance(plain, Scene.withSquare())).isEmpty();
        FittedDetector uncalibrated = TRAINING.withHeldOut(0).fit(normals());
        assertThat(reliance(uncalibrated, Scene.withSquare())).isEmpty();
    }

    @Test
    void clipsAndImagesTooSmallForADefectAreNotMeasured() {
        assertThat(MEASURE.measure(MODEL, Samples.of(List.of(clip())), 0, ProgressListener.none()))
                .isEmpty();
        Image small = Image.of("small", 1, 5, 5, new float[25]);
        assertThat(MEASURE.measure(MODEL, Samples.of(List.of(small)), 0, ProgressListener.none()))
                .isEmpty();
    }

    private static Clip clip() {
        return Clip.of("clip", List.of(Scene.normal(1), Scene.normal(2)), 25);
    }

    @Test
    void progressIsHeardUpToTheEnd() {
        List<Long> done = new ArrayList<>();
        TRAINING.withProgress((stage, finished, total) -> {
                    if (stage.equals("reliance")) {
                        assertThat(total).isEqualTo(64);
                        done.add(finished);
                    }
                })
                .fit(normals());
        assertThat(done).hasSize(64).endsWith(64L);
    }

    @Test
    void whatLiesInIgnoredRegionsTeachesNothing() {
        IgnoredRegions left = IgnoredRegions.of(Polygon.parse("0,0 0.3,0 0.3,1 0,1"));
        Samples bright = Samples.of(IntStream.range(0, 24)
                .mapToObj(i -> Scene.normal(i).with(left.mask(Scene.HEIGHT, Scene.WIDTH), white()))
                .toList());
        Image seen = Scene.withSquare();
        assertThat(probability(TRAINING.ignoring(left).fit(bright), seen))
                .isEqualTo(probability(TRAINING.ignoring(left).fit(normals()), seen));
    }

    private static Image white() {
        float[] values = new float[Scene.HEIGHT * Scene.WIDTH];
        java.util.Arrays.fill(values, 1);
        return Image.of("white", 1, Scene.HEIGHT, Scene.WIDTH, values);
    }

    @Test
    void brokenEntriesAreRefused() {
        assertThatThrownBy(() -> MEASURE.read(model(writer -> writer.doubles("means", new double[] {1, 2}))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("means");
        assertThatThrownBy(() -> MEASURE.read(model(writer -> {}))).isInstanceOf(XvadModelException.class);
        assertThatThrownBy(() -> MEASURE.read(model(writer -> {
                    writer.doubles("means", new double[6]);
                    writer.doubles("spreads", new double[6]);
                })))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spreads");
    }

    private static ModelReader model(Consumer<ModelWriter> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.write(out, MODEL.provenance(), content);
        return ModelFile.open(new ByteArrayInputStream(out.toByteArray()), "test");
    }
}
