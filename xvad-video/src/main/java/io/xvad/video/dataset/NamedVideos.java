package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The videos in and below a folder by their names without endings, as lists of a data set name them. Several may have one name: meant is
 * the one in the folder that comes before the name, if a folder does, else the one that is preferred. Immutable.
 */
final class NamedVideos {

    private final List<Path> all;
    private final Map<String, List<Path>> byStem;
    private final Predicate<Path> preferred;

    private NamedVideos(List<Path> all, Predicate<Path> preferred) {
        this.all = List.copyOf(all);
        this.byStem = all.stream().collect(Collectors.groupingBy(VideoFiles::stem));
        this.preferred = preferred;
    }

    /**
     * Finds them, and prefers none.
     *
     * @throws XvadDataException if there are none
     */
    static NamedVideos below(Path root) {
        return below(root, place -> false);
    }

    /**
     * Finds them.
     *
     * @param preferred those that a name means where others have it too
     * @throws XvadDataException if there are none
     */
    static NamedVideos below(Path root, Predicate<Path> preferred) {
        return new NamedVideos(VideoFiles.below(root, List.of()).places(), preferred);
    }

    /**
     * These, where no two have one name.
     *
     * @throws XvadDataException if two have
     */
    NamedVideos requireDistinct() {
        for (List<Path> same : byStem.values()) {
            if (same.size() > 1) {
                throw new XvadDataException(same.get(1) + ": there is another video of that name, " + same.get(0));
            }
        }
        return this;
    }

    /** All of them, in order of their paths. */
    List<Path> all() {
        return all;
    }

    /**
     * The video of a name, with or without its ending and with or without folders before it.
     *
     * @throws XvadDataException if several could be meant
     */
    Optional<Path> find(String name) {
        String slashed = name.replace('\\', '/');
        int slash = slashed.lastIndexOf('/');
        String last = slashed.substring(slash + 1);
        List<Path> found = byStem.getOrDefault(last, List.of());
        if (found.isEmpty() && last.contains(".")) {
            found = byStem.getOrDefault(last.substring(0, last.lastIndexOf('.')), List.of());
        }
        return found.size() < 2
                ? found.stream().findFirst()
                : Optional.of(meant(name, slashed.substring(0, Math.max(0, slash)), found));
    }

    private Path meant(String name, String folder, List<Path> found) {
        List<Path> there = folder.isEmpty() ? found : narrowed(found, place -> liesIn(place, folder));
        List<Path> left = narrowed(there, preferred);
        if (left.size() > 1) {
            throw new XvadDataException("the video " + name + " may be " + left.get(0) + " or " + left.get(1));
        }
        return left.get(0);
    }

    private static boolean liesIn(Path place, String folder) {
        String own = place.resolveSibling("").toString().replace('\\', '/');
        return ("/" + own).endsWith("/" + folder);
    }

    private static List<Path> narrowed(List<Path> found, Predicate<Path> wanted) {
        List<Path> narrowed = found.stream().filter(wanted).toList();
        return narrowed.isEmpty() ? found : narrowed;
    }

    /**
     * The video that a list names.
     *
     * @throws XvadDataException if there is none, or several could be meant
     */
    Path require(String name, String list) {
        return find(name).orElseThrow(() -> new XvadDataException(list + ": there is no video " + name));
    }
}
