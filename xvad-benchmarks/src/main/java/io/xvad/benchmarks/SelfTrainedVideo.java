package io.xvad.benchmarks;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.stream.Frame;
import io.xvad.data.image.ImageReader;
import io.xvad.data.preprocess.Channels;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.video.dataset.VideoCase;
import io.xvad.video.dataset.VideoFormat;
import io.xvad.video.detectors.dor.Dor;
import io.xvad.video.detectors.dor.FrameFeatures;
import io.xvad.video.detectors.dor.SelfTraining;
import io.xvad.video.detectors.dor.Trunk;
import io.xvad.video.read.FrameSource;
import io.xvad.video.scene.SceneAnomaly;
import io.xvad.video.scene.SyntheticScene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Measures how {@code dor} ranks the frames that it learned from without their labels, by its initial detectors and after each iteration:
 * transductive, as in the paper. A command: {@code WHERE SEED [OPTION=VALUE ...]}, the folder of a data set of videos, whose test videos are
 * learned from, or an image of at least 160 x 240 pixels, the ground of synthetic scenes, one with each kind of anomaly and as many normal ones;
 * options of the detector. Scores are not smoothed, and all frames are learned from.
 */
public final class SelfTrainedVideo {

    private static final double RATE = 25;
    private static final int FRAMES = 160;
    private static final int SCENES = 1000;
    private static final Box VIEW = new Box(0, 0, 240, 160);

    private final List<Sample> clips = new ArrayList<>();
    private final List<Boolean> labels = new ArrayList<>();

    private SelfTrainedVideo() {}

    /** Prints the frame AUROC of each iteration; that of the initial detectors is iteration 0. */
    public static void main(String[] arguments) {
        Path where = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        Map<String, String> options = Arrays.stream(arguments)
                .skip(2)
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        SelfTrainedVideo video = new SelfTrainedVideo();
        if (Files.isDirectory(where)) {
            VideoFormat.recognise(where).open(where).test().forEach(video::add);
        } else {
            video.addScenes(where, seed);
        }
        video.measure(Options.parse(new Dor().options(), new Dor().presets(), options), seed);
    }

    private void add(VideoCase one) {
        List<Image> frames = new ArrayList<>();
        try (FrameSource source = one.video().open()) {
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                frames.add(frame.get().image());
            }
        }
        clips.add(Clip.of(one.video().id(), frames, RATE));
        for (boolean label : one.truth().labels()) {
            labels.add(label);
        }
    }

    private void addScenes(Path ground, long seed) {
        Image view = Channels.colour(ImageReader.withDefaults().read(ground)).crop(VIEW);
        for (SceneAnomaly kind : SceneAnomaly.values()) {
            addScene(view, Optional.of(kind), seed);
            addScene(view, Optional.empty(), seed);
        }
    }

    private void addScene(Image ground, Optional<SceneAnomaly> kind, long seed) {
        int number = clips.size();
        SyntheticScene scene = SyntheticScene.of("scene-" + number, ground, FRAMES, RATE, kind, seed * SCENES + number);
        boolean[] anomalous = new boolean[FRAMES];
        scene.boxes().forEach(box -> anomalous[box.frame()] = true);
        clips.add(scene.clip());
        for (boolean label : anomalous) {
            labels.add(label);
        }
    }

    private void measure(Options options, long seed) {
        boolean[] anomalous = new boolean[labels.size()];
        int count = 0;
        for (int i = 0; i < anomalous.length; i++) {
            anomalous[i] = labels.get(i);
            count += anomalous[i] ? 1 : 0;
        }
        System.out.printf(Locale.ROOT, "%d frames, %d of them anomalous%n", anomalous.length, count);
        try (Trunk trunk = Trunk.open(options)) {
            FrameFeatures features = trunk.features(Samples.of(clips), anomalous.length, ProgressListener.none());
            new SelfTraining(options, seed)
                    .trained(
                            features,
                            (iteration, scores) -> System.out.printf(
                                    Locale.ROOT,
                                    "iteration %d: frame AUROC %.3f%n",
                                    iteration,
                                    LabelledScores.of(scores, anomalous)
                                            .result()
                                            .auroc()),
                            ProgressListener.none());
        }
    }
}
