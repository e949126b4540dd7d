package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens XD-Violence (Wu et al. 2020): videos in any folders, with their labels at the end of their names ({@code …_label_B1-0-0}, or
 * {@code …_label_A} of a normal one), and {@code annotations.txt} of {@code NAME START END START END …}, frames from 0 and the end left out.
 * The annotated videos and the normal ones in their folder are to test on; of the others the normal ones are to learn from, and the rest
 * have weak labels.
 */
final class XdViolenceLayout {

    private static final double UNUSED_RATE = 24;
    private static final String ANNOTATIONS = "annotations.txt";
    private static final Pattern LABEL = Pattern.compile(".*_label_([A-Z]\\d?(?:-[A-Z0-9]\\d?)*)");
    private static final String NORMAL = "A";

    private XdViolenceLayout() {}

    static boolean recognises(Path root) {
        return Files.isRegularFile(root.resolve(ANNOTATIONS))
                && (VideoFiles.has(root, XdViolenceLayout::isLabelled)
                        || VideoFiles.has(root, child -> VideoFiles.has(child, XdViolenceLayout::isLabelled)));
    }

    private static boolean isLabelled(Path path) {
        return VideoFiles.isVideo(path) && LABEL.matcher(VideoFiles.stem(path)).matches();
    }

    static VideoDataset open(Path root) {
        Path file = root.resolve(ANNOTATIONS);
        NamedVideos videos = NamedVideos.below(root).requireDistinct();
        Map<Path, AnnotatedSpans> annotated = new HashMap<>();
        Set<Path> testFolders = new HashSet<>();
        for (AnnotatedSpans one : annotations(file)) {
            Path place = videos.require(one.video(), file.toString());
            annotated.put(place, one);
            testFolders.add(place.resolveSibling(""));
        }
        List<Video> train = new ArrayList<>();
        List<WeakVideo> weak = new ArrayList<>();
        List<VideoCase> tests = new ArrayList<>();
        for (Path place : videos.all()) {
            String label = label(place);
            boolean normal = label.equals(NORMAL);
            Video video = VideoFiles.video(root, place, UNUSED_RATE);
            AnnotatedSpans spans = annotated.get(place);
            if (spans != null || normal && testFolders.contains(place.resolveSibling(""))) {
                AnnotatedSpans known = spans == null ? new AnnotatedSpans(label, List.of()) : spans;
                tests.add(new VideoCase(video, one -> known.truth(file.toString(), one)));
            } else if (normal) {
                train.add(video);
            } else {
                weak.add(new WeakVideo(video, Optional.of(label)));
            }
        }
        if (train.isEmpty()) {
            throw new XvadDataException(
                    root + ": there is no normal video (…_label_A) to learn from beside those to test on");
        }
        return new VideoDataset(VideoFiles.datasetName(root), train, weak, tests);
    }

    private static String label(Path place) {
        Matcher name = LABEL.matcher(VideoFiles.stem(place));
        if (!name.matches()) {
            throw new XvadDataException(place + ": videos of XD-Violence are called …_label_A or …_label_B1-0-0");
        }
        return name.group(1);
    }

    private static List<AnnotatedSpans> annotations(Path file) {
        List<AnnotatedSpans> annotations = new ArrayList<>();
        List<String> lines = NumberLines.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                try {
                    annotations.add(annotation(line.split("\\s+")));
                } catch (IllegalArgumentException e) {
                    throw new XvadDataException(file + " line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return annotations;
    }

    private static AnnotatedSpans annotation(String[] fields) {
        if (fields.length < 3 || fields.length % 2 == 0) {
            throw new IllegalArgumentException(
                    "must be the name of a video and pairs of frames, got " + fields.length + " fields");
        }
        List<Interval> spans = new ArrayList<>();
        for (int at = 1; at < fields.length; at += 2) {
            spans.add(new Interval(TruthNumber.whole(fields[at]), TruthNumber.whole(fields[at + 1])));
        }
        return new AnnotatedSpans(fields[0], spans);
    }
}
