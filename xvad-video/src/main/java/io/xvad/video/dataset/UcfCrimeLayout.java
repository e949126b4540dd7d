package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Opens UCF-Crime (Sultani et al. 2018): videos in any folders, the temporal annotation of those to test on, and {@code
 * Anomaly_Train.txt}. An annotation is {@code NAME CLASS START END START END}, frames from 1 and the last included as in its authors'
 * evaluation, -1 where there is none. Of the videos that it does not name, those of the list, or all without it, are to learn from: normal
 * ones are known by their folder, the others have weak labels. Of videos of one name, as the folder of its authors for the recognition of
 * events has some, that in the folder of normal videos to test on is tested on, and none of them is learned from.
 */
final class UcfCrimeLayout {

    private static final double UNUSED_RATE = 30;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int FIELDS = 6;
    private static final String NORMAL_FOLDER = "Training_Normal_Videos_Anomaly";
    private static final String NORMAL_TEST_FOLDER = "Testing_Normal_Videos";
    private static final String TRAIN = "Anomaly_Train.txt";
    private static final String ANNOTATION = "Temporal_Anomaly_Annotation.txt";

    private UcfCrimeLayout() {}

    static boolean recognises(Path root) {
        return annotation(root).isPresent();
    }

    /** It goes around under two names, and in a folder. */
    private static Optional<Path> annotation(Path root) {
        Path folder = root.resolve("Temporal_Anomaly_Annotation_For_Testing_Videos");
        return VideoFiles.firstOf(
                root.resolve(ANNOTATION),
                root.resolve("Temporal_Anomaly_Annotation_for_Testing_Videos.txt"),
                folder.resolve("Txt_formate").resolve(ANNOTATION),
                folder.resolve(ANNOTATION));
    }

    static VideoDataset open(Path root) {
        Path file = annotation(root)
                .orElseThrow(() -> new XvadDataException(root.resolve(ANNOTATION)
                        + ": no such file; UCF-Crime has it or Temporal_Anomaly_Annotation_for_Testing_Videos.txt"));
        NamedVideos videos = NamedVideos.below(root, place -> folder(place).contains(NORMAL_TEST_FOLDER));
        List<AnnotatedSpans> annotated = NumberLines.read(file, SPACE, FIELDS, UcfCrimeLayout::spans);
        List<VideoCase> tests = new ArrayList<>();
        Set<String> tested = new TreeSet<>();
        for (AnnotatedSpans one : annotated) {
            Path place = videos.require(one.video(), file.toString());
            tested.add(VideoFiles.stem(place));
            tests.add(new VideoCase(
                    VideoFiles.video(root, place, UNUSED_RATE), video -> one.truth(file.toString(), video)));
        }
        List<Path> learned = learned(root, videos).stream()
                .filter(place -> !tested.contains(VideoFiles.stem(place)))
                .toList();
        return new VideoDataset(VideoFiles.datasetName(root), normals(root, learned), weak(root, learned), tests);
    }

    private static AnnotatedSpans spans(String[] fields) {
        List<Interval> spans = Stream.of(2, 4)
                .filter(at -> TruthNumber.whole(fields[at]) >= 0)
                .map(at -> Interval.inclusiveFromOne(
                        Math.max(1, TruthNumber.whole(fields[at])), TruthNumber.whole(fields[at + 1])))
                .toList();
        boolean normal = fields[1].equalsIgnoreCase("Normal");
        if (normal != spans.isEmpty()) {
            throw new IllegalArgumentException("class " + fields[1] + " with " + spans.size() + " anomalous spans");
        }
        return new AnnotatedSpans(fields[0], spans);
    }

    private static List<Path> learned(Path root, NamedVideos videos) {
        Path list = root.resolve(TRAIN);
        if (!Files.isRegularFile(list)) {
            return videos.all();
        }
        return NumberLines.lines(list).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> videos.require(name, list.toString()))
                .toList();
    }

    private static boolean isNormal(Path place) {
        return folder(place).contains(NORMAL_FOLDER);
    }

    private static String folder(Path place) {
        return VideoFiles.name(place.resolveSibling(""));
    }

    private static List<Video> normals(Path root, List<Path> learned) {
        List<Video> normals = learned.stream()
                .filter(UcfCrimeLayout::isNormal)
                .map(place -> VideoFiles.video(root, place, UNUSED_RATE))
                .collect(Collectors.toList());
        if (normals.isEmpty()) {
            throw new XvadDataException(
                    root + ": there is no video to learn from in a folder " + NORMAL_FOLDER + " in or below it");
        }
        return normals;
    }

    /** Its class is the name of its folder. */
    private static List<WeakVideo> weak(Path root, List<Path> learned) {
        return learned.stream()
                .filter(place -> !isNormal(place) && !folder(place).contains("Normal"))
                .map(place -> new WeakVideo(VideoFiles.video(root, place, UNUSED_RATE), Optional.of(folder(place))))
                .toList();
    }
}
