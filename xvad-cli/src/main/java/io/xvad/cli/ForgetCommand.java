package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Samples;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Recalibration;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.WholeFile;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.core.update.Forgetting;
import io.xvad.data.dataset.ImageFolder;
import io.xvad.video.dataset.VideoWindows;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad forget}. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description =
                "Let a model forget normal images or videos that it has learned: by name, by directory, or all of before a date. Its threshold"
                        + " and what was measured on normal images are forgotten too; --data gives normal images to calibrate it on anew. For detectors"
                        + " that can: the error of another names them.")
final class ForgetCommand implements Callable<Integer> {

    @Mixin
    private ChangedModel files = new ChangedModel();

    @Option(
            names = "--samples",
            paramLabel = "ID",
            arity = "1..*",
            description = "Images or videos to forget, by the paths that they were learned from.")
    private List<String> samples = new ArrayList<>();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Forget all that was learned from this directory, repeatable.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--before",
            paramLabel = "DATE",
            description =
                    "Forget all of which the file was last changed before this day, as 2026-03-01, when it was learned.")
    private @Nullable LocalDate before;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private FalseAlarmOptions falseAlarms = new FalseAlarmOptions();

    @Option(
            names = "--window",
            paramLabel = "FRAMES",
            description = "Frames of a window of a video to calibrate on, as it was fitted. Default: ${DEFAULT-VALUE}.")
    private int window = 50;

    @Option(
            names = "--without-measures",
            description =
                    "Calibrate faster, without measuring on normal images what explanations need to say how unusual what they find is and"
                            + " how far they can be relied on.")
    private boolean withoutMeasures;

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        WholeFile.requireWritable(files.out());
        try (FittedDetector fitted = Models.load(files.model())) {
            Forgetting forgetting = Forgetting.of(fitted).withProgress(output.progress());
            Collection<String> ids = chosen(forgetting);
            Forgetting able = forgetting.needsSamples()
                    ? forgetting.with(
                            ImageFolder.ofFiles(ids.stream().map(Path::of).toList())
                                    .readBy(reading.reader(output::warn)))
                    : forgetting;
            try (FittedDetector less = able.forget(ids)) {
                write(calibrated(fitted, less));
            }
        }
        return 0;
    }

    private Collection<String> chosen(Forgetting forgetting) {
        Set<String> learned = forgetting.learned().ids();
        LearnedPaths paths = new LearnedPaths(learned);
        Set<String> chosen = new LinkedHashSet<>();
        samples.forEach(name -> chosen.addAll(paths.named(name)));
        folders.forEach(folder -> chosen.addAll(paths.below(folder)));
        if (before != null) {
            chosen.addAll(forgetting.before(
                    before.atStartOfDay(ZoneId.systemDefault()).toInstant()));
            if (forgetting.ofUnknownTime() > 0) {
                output.warn("of " + forgetting.ofUnknownTime() + " of " + learned.size()
                        + " samples no time is known: they are kept");
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    samples.isEmpty() && folders.isEmpty() && before == null
                            ? "say what to forget: --samples ID..., --folder DIR or --before DATE"
                            : "nothing that was learned is of these directories or before this date");
        }
        return chosen;
    }

    private Calibrated calibrated(FittedDetector before, FittedDetector less) {
        if (!data.given()) {
            return Calibrated.of(less);
        }
        boolean images = less.capability(ScoresFrames.class).isEmpty();
        return images ? onImages(before, less) : onVideos(before, less);
    }

    private Calibrated onImages(FittedDetector before, FittedDetector less) {
        double rate = falseAlarms.given() ? falseAlarms.ofImages() : rate(before);
        Samples normals =
                data.openNormals(output).readBy(reading.reader(output::warn)).train();
        return Calibrated.of(recalibration(less, rate).on(neverLearned(normals, before)));
    }

    private Calibrated onVideos(FittedDetector before, FittedDetector less) {
        try (VideoWindows windows = new VideoWindows(data.openVideos().train(), window, window)) {
            double seconds = windows.meanSeconds();
            double rate = falseAlarms.given() ? falseAlarms.ofWindows(OptionalDouble.of(seconds)) : rate(before);
            return Calibrated.onWindows(recalibration(less, rate).on(neverLearned(windows, before)), seconds);
        }
    }

    /** Neither what the model knows, since a threshold needs others, nor what it is to forget, since scores of it would be kept. */
    private Samples neverLearned(Samples normals, FittedDetector before) {
        Set<String> learned =
                before.capability(LearnedSamples.class).orElseThrow().ids();
        Samples others = normals.select(IntStream.range(0, normals.size())
                .filter(index -> !learned.contains(normals.id(index)))
                .toArray());
        if (others.size() == 0) {
            throw new IllegalArgumentException(
                    "the model has learned all of these; to calibrate it takes normal samples that it has never learned");
        }
        if (others.size() < normals.size()) {
            output.warn("learned, and so not to calibrate on: " + (normals.size() - others.size()) + " of "
                    + normals.size());
        }
        return others;
    }

    private Recalibration recalibration(FittedDetector less, double rate) {
        Recalibration calibrating =
                Recalibration.of(less).withFalseAlarmRate(rate).withProgress(output.progress());
        return withoutMeasures ? calibrating.withoutMeasures() : calibrating;
    }

    private double rate(FittedDetector before) {
        return before.capability(Calibration.class)
                .filter(calibration -> calibration.rule() == Calibration.Rule.CONFORMAL)
                .map(Calibration::level)
                .orElseGet(falseAlarms::ofImages);
    }

    private void write(Calibrated calibrated) {
        Models.save(calibrated.detector(), files.out());
        Changed changed = Changed.of(calibrated.detector());
        ObjectNode json = changed.toJson(files.out());
        json.put("learnedFrom", changed.provenance().trainingSize());
        calibrated.addTo(json);
        output.result(
                json,
                String.format(
                        "%s forgot %d of %d samples: %s%n%s%nwrote %s",
                        changed.provenance().detector(),
                        changed.last().samples(),
                        changed.last().samples() + changed.provenance().trainingSize(),
                        changed.last().effect(),
                        data.given()
                                ? calibrated.words()
                                : "not calibrated, since its threshold was that of the model before: xvad calibrate --data NORMALS"
                                        + " makes one",
                        files.out()));
    }
}
