package io.xvad.cli;

import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.dataset.ImageDirectories;
import io.xvad.video.dataset.VideoDataset;
import io.xvad.video.dataset.VideoFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which data set: a directory with a layout, or directories of normal images, anomalous images and masks. */
final class DataOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the data set, or of normal images or videos.")
    private @Nullable Path data;

    @Option(
            names = "--dataset",
            paramLabel = "FORMAT",
            description = "Layout of the directory (see: xvad list datasets). Default: what is recognised.")
    private @Nullable String format;

    @Option(
            names = "--category",
            paramLabel = "NAME",
            description =
                    "Of a data set of several categories, the one that is meant; of one of classes, the class that is normal.")
    private @Nullable String category;

    @Option(
            names = "--normal",
            paramLabel = "DIR",
            description =
                    "In place of --data: a directory of normal images, repeatable. To learn from; to evaluate, the normal images"
                            + " to test on, which must not be those that were learned from.")
    private List<Path> normal = new ArrayList<>();

    @Option(
            names = "--anomalous",
            paramLabel = "DIR",
            description = "Beside --normal: a directory of anomalous images to test on, repeatable.")
    private List<Path> anomalous = new ArrayList<>();

    @Option(
            names = "--masks",
            paramLabel = "DIR",
            description =
                    "A directory of masks of the anomalous images, of the same names or NAME_mask or NAME_gt, repeatable.")
    private List<Path> masks = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Whether the command names a directory of data. */
    boolean given() {
        return data != null || !directories().isEmpty();
    }

    /** The directories that were named, to learn from or to test on, and that of the category if it lies in one. */
    List<Path> places() {
        List<Path> places = new ArrayList<>(normal);
        if (data != null) {
            places.add(data);
            if (category != null) {
                places.add(data.resolve(category));
            }
        }
        return places;
    }

    /** The normal images to learn from or to calibrate on; a directory must have been named. */
    AnomalyDataset openNormals(Output output) {
        if (!anomalous.isEmpty() || !masks.isEmpty()) {
            throw wrong("--anomalous and --masks are to test on: give them to evaluate or compare");
        }
        return open(output);
    }

    /** The images, the normal ones to learn from; a directory must have been named. */
    AnomalyDataset open(Output output) {
        return told(directories().isEmpty() ? recognised() : directories().open(), output);
    }

    /** The images, of {@code --normal} to test on; a directory must have been named. */
    AnomalyDataset openTests(Output output) {
        ImageDirectories named = directories();
        return told(
                named.isEmpty()
                        ? recognised()
                        : named.withNormal(List.of()).withTestNormal(normal).open(),
                output);
    }

    /**
     * The images of a directory, or of one category in it, of the layout named or else of that which is recognised; tells what was
     * found.
     */
    static AnomalyDataset open(Path directory, @Nullable String format, @Nullable String category, Output output) {
        return told(recognised(directory, format, category), output);
    }

    private AnomalyDataset recognised() {
        return recognised(directory(), format, category);
    }

    private static AnomalyDataset recognised(Path directory, @Nullable String format, @Nullable String category) {
        if (category == null) {
            return (format == null ? DatasetFormat.recognise(directory) : DatasetFormat.named(format)).open(directory);
        }
        return (format == null ? DatasetFormat.recognise(directory, category) : DatasetFormat.named(format))
                .open(directory, category);
    }

    private static AnomalyDataset told(AnomalyDataset dataset, Output output) {
        String found = dataset.inventory().text();
        if (!found.isEmpty()) {
            output.warn("found " + found);
        }
        return dataset;
    }

    /** The videos; a directory must have been named. */
    VideoDataset openVideos() {
        if (!directories().isEmpty()) {
            throw wrong("--normal, --anomalous and --masks are for images; name videos by --data=DIR");
        }
        if (category != null) {
            throw wrong("--category is for images: videos have none");
        }
        Path directory = directory();
        return (format == null ? VideoFormat.recognise(directory) : VideoFormat.named(format)).open(directory);
    }

    private ImageDirectories directories() {
        ImageDirectories named = ImageDirectories.none()
                .withNormal(normal)
                .withAnomalous(anomalous)
                .withMasks(masks);
        if (!named.isEmpty() && (data != null || format != null || category != null)) {
            throw wrong(
                    "--normal, --anomalous and --masks are in place of --data, --dataset and --category: give one or the"
                            + " other");
        }
        if (!masks.isEmpty() && anomalous.isEmpty()) {
            throw wrong("--masks are those of --anomalous images: give both");
        }
        return named;
    }

    private Path directory() {
        if (data == null) {
            throw wrong("Missing required option: '--data=DIR' (or '--normal=DIR')");
        }
        return data;
    }

    private RuntimeException wrong(String what) {
        return command == null
                ? new IllegalArgumentException(what)
                : new ParameterException(command.commandLine(), what);
    }
}
