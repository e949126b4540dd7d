package io.xvad.video.detectors.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.explainers.clip.ClipGradCamExplainer;
import io.xvad.testkit.ExplainerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClipGradCamExplainerTest extends ExplainerContract {

    private static final int HEIGHT = 8;
    private static final int WIDTH = 10;
    private static final int FRAMES = 6;
    private static final int APPEARS = 4;

    /** Grey; from one frame on there is a bright square in it. */
    private static Clip clip(int frames) {
        List<Image> images = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            float[] values = new float[HEIGHT * WIDTH];
            for (int i = 0; i < values.length; i++) {
                boolean inside = i / WIDTH >= 2 && i / WIDTH < 5 && i % WIDTH >= 6 && i % WIDTH < 9;
                values[i] = frame >= APPEARS && inside ? 0.9f : 0.2f + 0.002f * i + 0.001f * frame;
            }
            images.add(Image.of("frame-" + frame, 1, HEIGHT, WIDTH, values));
        }
        return Clip.of("appears", images, 10);
    }

    @Override
    protected Explainer explainer() {
        return new ClipGradCamExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return MotionNetwork.fitted();
    }

    @Override
    protected Sample anomaly() {
        return clip(FRAMES);
    }

    private List<Saliency> explained(Clip clip, Map<String, String> options) {
        try (FittedDetector fitted = fitted()) {
            ExplainRequest request = ExplainRequest.of(explainer(), options, 0);
            return explainer()
                    .explain(fitted, clip, fitted.detect(clip), request)
                    .evidence(Saliency.class)
                    .toList();
        }
    }

    /** The mean gradients are 2 / n and -0.5 / n, so the map is known. */
    @Test
    void theMapIsTheWeightedSumOfTheChannels() {
        Clip clip = clip(FRAMES);
        for (Saliency saliency : explained(clip, Map.of())) {
            AnomalyMap map = saliency.map();
            float[] oldest = clip.frames().get(saliency.frame() - 2).toArray();
            float[] newest = clip.frames().get(saliency.frame()).toArray();
            for (int i = 0; i < newest.length; i++) {
                double sum = 2 * Math.abs(newest[i] - oldest[i]) - 0.5 * newest[i];
                assertThat((double) map.buffer().get(i)).isCloseTo(Math.max(0, sum) / newest.length, within(1e-6));
            }
        }
    }

    @Test
    void theFrameInWhichSomethingAppearsComesFirst() {
        List<Saliency> all = explained(clip(FRAMES), Map.of("frames", "0"));
        assertThat(all).extracting(Saliency::frame).containsExactlyInAnyOrder(2, 3, 4, 5);
        List<Saliency> first = explained(clip(FRAMES), Map.of("frames", "2"));
        assertThat(first).extracting(Saliency::frame).containsExactlyInAnyOrder(4, 5);
        int peak = first.get(0).map().argmax();
        assertThat(peak / WIDTH).isBetween(2, 4);
        assertThat(peak % WIDTH).isBetween(6, 8);
    }

    /** As the scorer does, which puts copies of the first frame before them. */
    @Test
    void clipsShorterThanAWindowAreExplainedInTheirLastFrame() {
        assertThat(explained(clip(2), Map.of())).extracting(Saliency::frame).containsExactly(1);
        assertThat(explained(clip(1), Map.of())).extracting(Saliency::frame).containsExactly(0);
    }

    @Test
    void anUnknownLayerIsRefused() {
        assertThatThrownBy(() -> explained(clip(FRAMES), Map.of("layer", "nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
    }
}
