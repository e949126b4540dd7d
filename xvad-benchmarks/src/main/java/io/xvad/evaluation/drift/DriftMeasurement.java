package io.xvad.evaluation.drift;

import io.xvad.cli.demo.part.MachinedPart;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.ImageFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How often a drift monitor warns of normal images, how soon of changed ones, and whether it names the cause: {@code DriftMeasurement DETECTOR LEARN
 * CALIBRATE POOL DIR...}, or {@code parts=N} for N rendered parts (synthetic) in place of directories. Shuffles the normal images, learns from some, calibrates on others; all others, each several times with a
 * random gain (2 %), shift (2 pixels) and (but for parts) mirroring, as those to calibrate on have, make a pool of normal images, the middle nine tenths of each. Streams are drawn from it.
 */
public final class DriftMeasurement {

    private static final int STREAMS = 20;
    private static final int LONG_STREAM = 100_000;
    private static final int BEFORE = 200;
    private static final int WITHIN = 200;
    private static final int CHANGED = 200;
    private static final int LONGEST = 2000;
    private static final long SEED = 1;
    private static final String PARTS = "parts=";

    private record Measured(double[] values, double score) {}

    private final FittedDetector model;
    private final List<Image> images;
    private final List<Measured> pool = new ArrayList<>();

    private DriftMeasurement(FittedDetector model, List<Image> images) {
        this.model = model;
        this.images = images;
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        Detector detector = Registry.load(Detector.class).get(arguments[0]);
        int learn = Integer.parseInt(arguments[1]);
        int calibrate = Integer.parseInt(arguments[2]);
        List<Image> normals = normals(Arrays.stream(arguments).skip(4).toList());
        SplittableRandom random = new SplittableRandom(SEED);
        Samples learned = Samples.of(varied(normals.subList(0, learn), random));
        Samples held = Samples.of(varied(normals.subList(learn, learn + calibrate), random));
        try (FittedDetector model = Training.of(detector)
                .withMeasures(List.of(new NormalConditionMeasure()))
                .withProgress(ProgressListener.none())
                .fit(learned, held)) {
            new DriftMeasurement(model, normals.subList(learn + calibrate, normals.size()))
                    .run(Integer.parseInt(arguments[3]), random);
        }
    }

    /** Real images of directories, or rendered parts. */
    private static List<Image> normals(List<String> sources) {
        if (sources.get(0).startsWith(PARTS)) {
            int count = Integer.parseInt(sources.get(0).substring(PARTS.length()));
            return IntStream.range(0, count)
                    .mapToObj(number -> MachinedPart.normal("part-" + number, number))
                    .toList();
        }
        return shuffled(sources.stream().map(Path::of).toList());
    }

    private static List<Image> shuffled(List<Path> directories) {
        ImageFolder folder = ImageFolder.of(directories, List.of());
        List<Image> normals = new ArrayList<>(IntStream.range(0, folder.size())
                .mapToObj(index -> folder.get(index).requireImage())
                .toList());
        Collections.shuffle(normals, new Random(SEED));
        return normals;
    }

    private static List<Image> varied(List<Image> some, SplittableRandom random) {
        return some.stream()
                .map(image -> varied(image, ChangedImage.NONE, random))
                .toList();
    }

    private static Image varied(Image image, ChangedImage change, SplittableRandom random) {
        Image turned = !image.id().startsWith("part-") && random.nextBoolean() ? ChangedImage.mirrored(image) : image;
        int right = change.right(image) + random.nextInt(-2, 3);
        Image framed = ChangedImage.framed(turned, right, random.nextInt(-2, 3));
        return change.of(ChangedImage.lit(framed, 1 + 0.02 * random.nextGaussian()), random);
    }

    private Measured measured(DriftMonitor monitor, Image image) {
        return new Measured(monitor.measured(image), model.detect(image).score());
    }

    private void run(int size, SplittableRandom random) {
        DriftMonitor monitor = DriftMonitor.of(model);
        for (int i = 0; i < size; i++) {
            pool.add(measured(monitor, varied(images.get(i % images.size()), ChangedImage.NONE, random)));
        }
        spread();
        falseAlarms(random);
        for (ChangedImage change : ChangedImage.values()) {
            List<Measured> changed = new ArrayList<>();
            for (int i = 0; i < CHANGED; i++) {
                changed.add(measured(monitor, varied(images.get(i % images.size()), change, random)));
            }
            for (int before : new int[] {0, BEFORE}) {
                System.out.println(change.name().toLowerCase(Locale.ROOT) + ": " + detected(changed, before, random));
            }
        }
    }

    private void spread() {
        for (DriftQuantity quantity : DriftQuantity.values()) {
            int index = quantity.ordinal();
            double[] sorted = pool.stream()
                    .mapToDouble(one -> index < one.values().length ? one.values()[index] : one.score())
                    .sorted()
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%s of normal images: median %.4g, middle two thirds %.4g to %.4g%n",
                    quantity.words(),
                    sorted[sorted.length / 2],
                    sorted[sorted.length / 6],
                    sorted[sorted.length * 5 / 6]);
        }
    }

    private void falseAlarms(SplittableRandom random) {
        int warnings = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            DriftMonitor monitor = DriftMonitor.of(model);
            for (int index : order(pool.size(), random)) {
                warnings += warned(monitor, pool.get(index)).isPresent() ? 1 : 0;
            }
        }
        System.out.printf(Locale.ROOT, "%d streams of %d normal images: %d warnings%n", STREAMS, pool.size(), warnings);
        DriftMonitor monitor = DriftMonitor.of(model);
        long start = System.nanoTime();
        for (int i = 0; i < LONG_STREAM; i++) {
            warned(monitor, pool.get(random.nextInt(pool.size())));
        }
        System.out.printf(
                Locale.ROOT,
                "a stream of %d normal images: %s, %.1f us an image beside measuring it%n",
                LONG_STREAM,
                monitor.status().warnings(),
                (System.nanoTime() - start) / 1e3 / LONG_STREAM);
    }

    private String detected(List<Measured> changed, int before, SplittableRandom random) {
        int[] delays = new int[STREAMS];
        Map<DriftCause, Integer> causes = new TreeMap<>();
        String example = "";
        for (int stream = 0; stream < STREAMS; stream++) {
            DriftMonitor monitor = DriftMonitor.of(model);
            for (int i = 0; i < before; i++) {
                warned(monitor, pool.get(random.nextInt(pool.size())));
            }
            Optional<DriftWarning> warning = Optional.empty();
            int delay = 0;
            while (delay < LONGEST && warning.isEmpty()) {
                warning = warned(monitor, changed.get(random.nextInt(changed.size())));
                delay++;
            }
            delays[stream] = warning.isPresent() ? delay : Integer.MAX_VALUE;
            warning.ifPresent(raised -> causes.merge(raised.cause(), 1, Integer::sum));
            example = warning.map(DriftWarning::text).orElse(example);
        }
        Arrays.sort(delays);
        long inTime = Arrays.stream(delays).filter(delay -> delay <= WITHIN).count();
        return String.format(
                Locale.ROOT,
                "after %d normal images warned within %d in %d of %d, median %s, latest %s, causes %s; %s",
                before,
                WITHIN,
                inTime,
                STREAMS,
                text(delays[STREAMS / 2]),
                text(delays[STREAMS - 1]),
                causes,
                example);
    }

    private static String text(int delay) {
        return delay == Integer.MAX_VALUE ? "none in " + LONGEST : String.valueOf(delay);
    }

    private static Optional<DriftWarning> warned(DriftMonitor monitor, Measured image) {
        return monitor.accept(image.values(), image.score());
    }

    private static int[] order(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
