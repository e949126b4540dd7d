package io.xvad.explainers.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Mask;
import io.xvad.core.XvadModelException;
import io.xvad.core.explain.Reason;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.explainers.Scene;
import io.xvad.explainers.difference.Descriptor;
import io.xvad.explainers.difference.Difference;
import io.xvad.explainers.difference.Quantity;
import io.xvad.explainers.difference.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReasonCalibrationTest {

    /** Of a normal image: effects and a score drawn at random, those of different quantities alike. */
    private static Difference normal(Random random) {
        return difference(10 + random.nextGaussian(), random, 0);
    }

    private static Difference difference(double score, Random random, double lighter) {
        boolean[] pixels = new boolean[400];
        pixels[21] = true;
        pixels[22] = true;
        Mask mask = Mask.of(20, 20, pixels);
        List<Descriptor> descriptors = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            double value = 0.05 * random.nextGaussian() + (quantity == Quantity.LIGHTNESS ? lighter : 0);
            descriptors.add(new Descriptor(quantity, value, Math.abs(value)));
        }
        return new Difference(score, mask, Optional.of(Shape.of(mask)), descriptors, Optional.empty());
    }

    private static List<Difference> normals(Random random, int count) {
        List<Difference> normals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            normals.add(normal(random));
        }
        return normals;
    }

    @Test
    void noMoreNormalImagesGetAReasonThanPromised() {
        Random random = new Random(7);
        int named = 0;
        int tried = 0;
        for (int round = 0; round < 100; round++) {
            Optional<ReasonCalibration> calibration = Optional.of(ReasonCalibration.of(normals(random, 39)));
            for (int i = 0; i < 40; i++) {
                named += Reasons.of(normal(random), calibration, 0.05).isEmpty() ? 0 : 1;
                tried++;
            }
        }
        assertThat(named / (double) tried).isBetween(0.03, 0.06);
    }

    @Test
    void aPlainDifferenceOfAStrangeImageIsNamedWithTheSmallestPValue() {
        Random random = new Random(8);
        Optional<ReasonCalibration> calibration = Optional.of(ReasonCalibration.of(normals(random, 39)));
        List<Reason> reasons = Reasons.of(difference(14, random, 0.4), calibration, 0.05);
        assertThat(reasons.get(0).name()).isEqualTo("lighter");
        assertThat(reasons.get(0).pValue()).isEqualTo(1 / 40.0);
        assertThat(reasons.get(0).measurements().get(0).normalHigh()).isBetween(0.03, 0.2);
    }

    @Test
    void fewHeldOutImagesPromiseWhatTheyCan() {
        Random random = new Random(9);
        Optional<ReasonCalibration> calibration = Optional.of(ReasonCalibration.of(normals(random, 4)));
        assertThat(Reasons.of(difference(16, random, 0.8), calibration, 0.05)
                        .get(0)
                        .pValue())
                .isEqualTo(0.2);
    }

    @Test
    void withoutCalibrationWhatIsPlainToSeeIsNamedWithPValueOne() {
        Random random = new Random(10);
        List<Reason> reasons = Reasons.of(difference(1, random, 0.5), Optional.empty());
        assertThat(reasons.get(0).name()).isEqualTo("lighter");
        assertThat(reasons).allMatch(reason -> reason.pValue() == 1);
    }

    @Test
    void isReadAsItWasWritten() {
        Random random = new Random(11);
        ReasonCalibration calibration = ReasonCalibration.of(normals(random, 25));
        ReasonCalibration read = ReasonCalibration.read(model(calibration::write));
        Difference strange = difference(14, random, 0.4);
        assertThat(Reasons.of(strange, Optional.of(read))).isEqualTo(Reasons.of(strange, Optional.of(calibration)));
        assertThat(read.images()).isEqualTo(25);
    }

    @Test
    void nothingAndBrokenEntriesAreRefused() {
        assertThatThrownBy(() -> ReasonCalibration.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> ReasonCalibration.read(model(writer -> {
                    writer.doubles("reason-values", new double[12]);
                    writer.doubles("reason-effects", new double[11]);
                    writer.doubles("reason-scores", new double[1]);
                })))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("calibration of reasons");
        assertThatThrownBy(() -> Reasons.of(normal(new Random(1)), Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate");
    }

    private static ModelReader model(Consumer<ModelWriter> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var fitted = Scene.fitted()) {
            ModelFile.write(out, fitted.provenance(), content);
        }
        return ModelFile.open(new ByteArrayInputStream(out.toByteArray()), "test");
    }
}
