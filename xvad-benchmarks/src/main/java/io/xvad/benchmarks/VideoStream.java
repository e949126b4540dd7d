package io.xvad.benchmarks;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.core.stream.Frame;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.video.event.EventRules;
import io.xvad.video.event.VideoSession;
import io.xvad.video.read.VideoFile;
import io.xvad.video.scene.SyntheticScene;
import io.xvad.video.write.VideoWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Watches one long video, from a file to scores and events, and measures: time from the start of the JVM to the first score,
 * frames a second, and memory along the way. Two commands: {@code fit GROUND DETECTOR MODEL VIDEO [CLIPS FRAMES OPTION=VALUE...]}
 * learns a synthetic scene of 240 x 360 pixels from so many clips and writes a model and a video of so many frames; {@code watch
 * MODEL VIDEO FRAMES} watches the video over and over as if it did not end. {@code tools/onnx-export/video_speed.py} starts
 * both, with and without ND4J.
 */
public final class VideoStream {

    private static final int HEIGHT = 240;
    private static final int WIDTH = 360;
    private static final double RATE = 25;
    private static final int FRAMES = 400;
    private static final int CLIPS = 10;
    private static final int CLIP = 50;
    private static final int REPORTS = 10;
    private static final Box VIEW = new Box(0, 0, 240, 160);

    private final Path video;
    private final VideoSession session;
    private final int frames;
    private int watched;
    private int events;
    private double shift;

    private VideoStream(Path video, VideoSession session, int frames) {
        this.video = video;
        this.session = session;
        this.frames = frames;
    }

    /** Runs one of the two commands. */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("fit")) {
            fit(
                    Path.of(arguments[1]),
                    Path.of(arguments[3]),
                    Path.of(arguments[4]),
                    arguments.length > 6 ? Integer.parseInt(arguments[6]) : FRAMES,
                    training(arguments),
                    arguments.length > 5 ? Integer.parseInt(arguments[5]) : CLIPS);
        } else {
            watch(Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
        }
    }

    private static Training training(String[] arguments) {
        return Training.of(Registry.load(Detector.class).get(arguments[2]))
                .withOptions(Arrays.stream(arguments)
                        .skip(7)
                        .map(option -> option.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    private static void fit(Path ground, Path model, Path video, int frames, Training training, int clips) {
        Image view = Channels.colour(ImageReader.withDefaults().read(ground)).crop(VIEW);
        Image large = Resize.image(view, HEIGHT, WIDTH);
        Samples normals = Samples.of(IntStream.range(0, clips)
                .mapToObj(i -> SyntheticScene.of("normal-" + i, large, CLIP, RATE, Optional.empty(), i)
                        .clip())
                .toList());
        try (FittedDetector fitted = training.fit(normals)) {
            Models.save(fitted, model);
        }
        SyntheticScene scene = SyntheticScene.of("long", large, frames, RATE, Optional.empty(), clips);
        try (VideoWriter writer = VideoWriter.open(video, HEIGHT, WIDTH, RATE)) {
            for (int i = 0; i < frames; i++) {
                writer.add(ImageWriter.buffered(scene.frame(i)), i / RATE);
            }
            writer.finish();
        }
    }

    private static void watch(Path model, Path video, int frames) throws IOException {
        try (FittedDetector detector = Models.load(model);
                VideoSession session = VideoSession.open(detector, RATE, EventRules.of(detector))) {
            moment("model loaded");
            VideoStream stream = new VideoStream(video, session, frames);
            while (stream.watched < frames) {
                stream.once();
            }
            System.out.printf(Locale.ROOT, "%d events%n", stream.events);
        }
    }

    private void once() throws IOException {
        long begin = System.nanoTime();
        int first = watched;
        try (VideoFile file = VideoFile.open(video)) {
            double last = 0;
            if (first == 0) {
                moment("video opened");
            }
            for (Optional<Frame> next = file.next(); next.isPresent() && watched < frames; next = file.next()) {
                Frame frame = next.get();
                last = frame.seconds();
                VideoSession.Update update = session.push(new Frame(watched, shift + last, frame.image()));
                events += update.closed().size();
                if (first == 0
                        && !update.frames().isEmpty()
                        && update.frames().get(0).frame().index() == 0) {
                    moment("first score");
                }
                watched++;
            }
            shift += last + 1 / RATE;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (first * REPORTS / frames != watched * REPORTS / frames) {
            memory((watched - first) / seconds);
        }
    }

    private static void moment(String what) {
        double seconds = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
        System.out.printf(Locale.ROOT, "%s %.2f s after the start of the JVM%n", what, seconds);
    }

    private void memory(double rate) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%d frames: %.1f frames/s, heap in use %.1f MB, resident %s%n",
                watched,
                rate,
                heap,
                ResidentMemory.now());
    }
}
