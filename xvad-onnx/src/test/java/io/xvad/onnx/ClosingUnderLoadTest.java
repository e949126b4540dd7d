package io.xvad.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.CurrentModel;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.padim.PaDiM;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network that is freed while a thread runs it ends the process. */
@Timeout(120)
class ClosingUnderLoadTest {

    private static final int THREADS = 8;
    private static final int SWAPS = 8;
    private static final int SIDE = 64;

    @ParameterizedTest
    @CsvSource({"onnxruntime, 4", "dl4j, 1"})
    void runsOfANetworkEndBeforeItIsFreed(String engine, int rounds) throws ExecutionException, InterruptedException {
        Tensor input = Tensor.owning(new float[3 * SIDE * SIDE], 1, 3, SIDE, SIDE);
        for (int round = 0; round < rounds; round++) {
            Network network = Engines.named(engine).open(BackboneSpec.packaged().onnx(), List.of("stride8"), 1);
            CountDownLatch begun = new CountDownLatch(2);
            together(
                    () -> {
                        runUntilClosed(network, input, begun);
                        network.close();
                    },
                    () -> {
                        begun.await();
                        network.close();
                    });
            assertThatIllegalStateException()
                    .isThrownBy(() -> network.run(input))
                    .withMessage("the network is closed");
        }
    }

    private static void runUntilClosed(Network network, Tensor input, CountDownLatch begun) {
        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    while (true) {
                        network.run(input);
                        begun.countDown();
                    }
                })
                .withMessage("the network is closed");
    }

    @Test
    void noRequestFailsWhileModelsAreSwapped() throws ExecutionException, InterruptedException {
        Image image = image(0);
        List<byte[]> files = List.of(model(1), model(2));
        List<Detection> answers =
                files.stream().map(file -> scored(file, image)).toList();
        CurrentModel current = new CurrentModel(Models.load(files.get(0)));
        AtomicBoolean stop = new AtomicBoolean();
        together(
                () -> {
                    while (!stop.get()) {
                        assertThat(answers).contains(current.detect(image));
                    }
                },
                () -> {
                    try {
                        for (int swap = 1; swap <= SWAPS; swap++) {
                            current.replace(Models.load(files.get(swap % 2)));
                        }
                    } finally {
                        stop.set(true);
                    }
                });
        assertThat(current.detect(image)).isEqualTo(answers.get(SWAPS % 2));
        current.close();
    }

    private static Image image(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return Image.of("image " + seed, 3, SIDE, SIDE, values);
    }

    private static byte[] model(long seed) {
        List<Image> normals =
                IntStream.range(1, 6).mapToObj(ClosingUnderLoadTest::image).toList();
        try (FittedDetector model = Training.of(new PaDiM())
                .with(PaDiM.CHANNELS, 4)
                .with(FeatureOptions.INPUT_SIZE, SIDE)
                .withSeed(seed)
                .fit(Samples.of(normals))) {
            return Models.toBytes(model);
        }
    }

    private static Detection scored(byte[] file, Image image) {
        try (FittedDetector model = Models.load(file)) {
            return model.detect(image);
        }
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    /** Many threads do one thing while one more does another. */
    private static void together(Task many, Task one) throws ExecutionException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS + 1);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i <= THREADS; i++) {
                Task task = i < THREADS ? many : one;
                running.add(executor.submit(() -> {
                    task.run();
                    return task;
                }));
            }
            for (Future<?> task : running) {
                task.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
