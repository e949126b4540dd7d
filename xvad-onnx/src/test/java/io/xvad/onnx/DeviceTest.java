package io.xvad.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Device;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.padim.PaDiM;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device of a process is used or refused in words, never another one in its place; the library here is the one for the CPU. */
class DeviceTest {

    private static final String WANTED =
            "put com.microsoft.onnxruntime:onnxruntime_gpu:%s on the class path in place of com.microsoft.onnxruntime:onnxruntime";

    @BeforeAll
    static void theLibraryIsTheOneForTheProcessor() {
        assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
    }

    @AfterEach
    void forget() {
        System.clearProperty(Device.PROPERTY);
    }

    private static void choose(String device) {
        System.setProperty(Device.PROPERTY, device);
    }

    @Test
    void theProcessorUnlessSaidOtherwise() {
        assertThat(Device.chosen()).isEqualTo(Device.CPU);
        choose("cuda");
        assertThat(Device.chosen()).isEqualTo(Device.CUDA);
        choose("gpu");
        assertThatThrownBy(Device::chosen)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("xvad.device: wanted cpu or cuda, got 'gpu'");
    }

    /** The cause shows that the session asked for CUDA. */
    @Test
    void aSessionAsksForIt() {
        InferenceEngine engine = new OnnxRuntimeEngine();
        byte[] onnx = BackboneSpec.packaged().onnx();
        choose("cuda");
        assertUnavailable(() -> engine.open(onnx, List.of("stride16"), 1)).hasCauseInstanceOf(OrtException.class);
        choose("cpu");
        assertThatCode(() -> engine.open(onnx, List.of("stride16"), 1).close()).doesNotThrowAnyException();
    }

    @Test
    void aModelFittedOnTheProcessorIsNotScoredThereInstead(@TempDir Path directory) {
        Path file = directory.resolve("m.xvad");
        SplittableRandom random = new SplittableRandom(1);
        List<Image> normals = IntStream.range(0, 4)
                .mapToObj(i -> Image.of("n" + i, 1, 32, 32, values(random)))
                .toList();
        try (FittedDetector model = Training.of(new PaDiM())
                .with(PaDiM.CHANNELS, 5)
                .withHeldOut(0)
                .withoutMeasures()
                .fit(Samples.of(normals))) {
            Models.save(model, file);
        }
        choose("cuda");
        assertUnavailable(() -> Models.load(file));
        choose("cpu");
        try (FittedDetector model = Models.load(file)) {
            assertThat(model.detect(normals.get(0)).score()).isFinite();
        }
    }

    private static float[] values(SplittableRandom random) {
        float[] values = new float[32 * 32];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    /** Not even DL4J and SameDiff, which take over on the processor. */
    @Test
    void noEngineTakesOver() {
        choose("cuda");
        assertThat(new OnnxRuntimeEngine().availability().isAvailable()).isFalse();
        assertUnavailable(() -> Engines.named(Engines.AUTO));
        assertUnavailable(() -> Engines.named("onnxruntime"));
        assertUnavailable(Engines::ofAnyNetwork);
        assertUnavailable(() -> TrainingRuntime.require("vae"));
        assertThatThrownBy(() -> Engines.named("dl4j"))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessage("The engine 'dl4j' does not run on cuda, which xvad.device asks for; take engine=auto");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertUnavailable(ThrowingCallable use) {
        String version = OrtEnvironment.getEnvironment().getVersion();
        return assertThatThrownBy(use)
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining(String.format(WANTED, version))
                .hasMessageNotContaining("\n");
    }
}
