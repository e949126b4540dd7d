package io.xvad.benchmarks;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.registry.Registry;
import io.xvad.detectors.backbone.BackboneSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Explaining one 224 x 224 image by 1,000 masked copies against detecting 1,000 images in batches (PatchCore on ONNX
 * Runtime), and Grad-CAM against a forward pass of the same engine (DL4J).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class ExplainerBenchmark {

    private static final int COPIES = 1000;
    private static final int BATCH = 16;
    private static final int PASSES = 20;

    private final Image image = NoiseImages.of(99);
    private final Tensor input = Tensor.of(image.toArray(), 1, 3, NoiseImages.SIDE, NoiseImages.SIDE);
    private final Network dl4j =
            Engines.named("dl4j").open(BackboneSpec.packaged().onnx(), List.of("stride4", "stride8", "stride16"), 0);
    private final FittedDetector fitted = NoiseImages.patchCore();
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final Detection detection = fitted.detect(image);

    private Explanation explain(String name, Map<String, String> options) {
        Explainer explainer = Registry.load(Explainer.class).get(name);
        return explainer.explain(
                fitted,
                image,
                detection,
                ExplainRequest.of(explainer, options, 1).withExecutor(workers));
    }

    /** 1,000 detections in batches of 16. */
    @Benchmark
    public double detections() {
        List<Image> batch = Collections.nCopies(BATCH, image);
        double sum = 0;
        for (int done = 0; done < COPIES; done += BATCH) {
            for (Detection one : fitted.detectAll(batch, workers)) {
                sum += one.score();
            }
        }
        return sum;
    }

    /** RISE with 1,000 copies. */
    @Benchmark
    public Explanation rise() {
        return explain("rise", Map.of("max-detections", String.valueOf(COPIES)));
    }

    /** KernelSHAP with 1,000 copies. */
    @Benchmark
    public Explanation kernelShap() {
        return explain("kernel-shap", Map.of("max-detections", String.valueOf(COPIES)));
    }

    /** The normal version of the image, which the two above make once. */
    @Benchmark
    public Image normalVersion() {
        return fitted.capability(Reconstructs.class).orElseThrow().reconstruct(image);
    }

    /** 20 forward passes of DL4J. */
    @Benchmark
    public int forward() {
        int outputs = 0;
        for (int i = 0; i < PASSES; i++) {
            outputs += dl4j.run(input).size();
        }
        return outputs;
    }

    /** 20 times Grad-CAM, which runs on DL4J. */
    @Benchmark
    public int gradCam() {
        int pieces = 0;
        for (int i = 0; i < PASSES; i++) {
            pieces += explain("grad-cam", Map.of()).evidence().size();
        }
        return pieces;
    }

    /** Frees native memory. */
    @TearDown
    public void close() {
        dl4j.close();
        fitted.close();
        workers.shutdownNow();
    }
}
