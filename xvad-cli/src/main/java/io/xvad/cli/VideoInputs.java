package io.xvad.cli;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.PassedOver;
import io.xvad.video.dataset.FoundVideos;
import io.xvad.video.dataset.Video;
import io.xvad.video.dataset.VideoFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The videos named on a command line: files, folders of frames, and folders of either; each has a name of its own, by which the
 * files made of it are called. A file that is not there is among them, so that it is reported when it is opened and the rest go on.
 *
 * @param videos none is opened yet
 * @param passedOver what lies in the folders besides
 * @param failures why nothing was found in a folder, one line each
 */
record VideoInputs(List<Video> videos, PassedOver passedOver, List<String> failures) {

    /**
     * Finds the videos.
     *
     * @param out where results are written; left out if it lies within a folder
     * @throws XvadDataException if there are none at all
     */
    static VideoInputs of(List<Path> paths, FrameRate rate, Path out) {
        if (paths.stream().noneMatch(Files::exists)) {
            throw new XvadDataException(paths.get(0) + ": no such file or directory");
        }
        List<Video> videos = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        PassedOver passedOver = PassedOver.nothing();
        Set<String> taken = new HashSet<>();
        for (Path root : paths) {
            FoundVideos found = found(root, out, failures);
            for (Path place : found.places()) {
                videos.add(rate.video(distinct(name(root, place), taken), place));
            }
            passedOver = passedOver.and(found.passedOver());
        }
        if (videos.isEmpty()) {
            throw new XvadDataException(String.join("; ", failures));
        }
        return new VideoInputs(List.copyOf(videos), passedOver, List.copyOf(failures));
    }

    private static FoundVideos found(Path root, Path out, List<String> failures) {
        if (!Files.isDirectory(root)) {
            return new FoundVideos(List.of(root), PassedOver.nothing());
        }
        try {
            return VideoFiles.below(root, List.of(out));
        } catch (XvadDataException e) {
            failures.add(String.valueOf(e.getMessage()));
            return new FoundVideos(List.of(), PassedOver.nothing());
        }
    }

    /** The place of a video below the folder that was named, with {@code /} between names; of one that was named itself its own name. */
    private static String name(Path root, Path place) {
        return root.equals(place)
                ? String.valueOf(place.toAbsolutePath().normalize().getFileName())
                : root.relativize(place).toString().replace('\\', '/');
    }

    private static String distinct(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    /** Uses one video after the other and says what came of each as soon as it is known. */
    void each(Output output, Function<Video, String> use) {
        for (Video video : videos) {
            String lines = use.apply(video).stripTrailing();
            if (!lines.isEmpty()) {
                output.say(lines);
            }
        }
    }

    /** Whether a folder had no videos. */
    boolean someMissing() {
        return !failures.isEmpty();
    }

    /** Warns of what was passed over and of folders without videos. */
    void tell(Output output) {
        if (!passedOver.isEmpty()) {
            output.warn(passedOver.text());
        }
        failures.forEach(output::warn);
    }
}
