package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The videos in and below a folder by their names without endings, as lists of a data set name them. Immutable. */
final class NamedVideos {

    private final Map<String, Path> byStem = new LinkedHashMap<>();

    private NamedVideos() {}

    /**
     * Finds them.
     *
     * @throws XvadDataException if there are none, or two have one name
     */
    static NamedVideos below(Path root) {
        NamedVideos videos = new NamedVideos();
        for (Path place : VideoFiles.below(root, List.of()).places()) {
            Path other = videos.byStem.put(VideoFiles.stem(place), place);
            if (other != null) {
                throw new XvadDataException(place + ": there is another video of that name, " + other);
            }
        }
        return videos;
    }

    /** All of them, in order of their paths. */
    List<Path> all() {
        return List.copyOf(byStem.values());
    }

    /** The video of a name, with or without its ending and with or without folders before it. */
    Optional<Path> find(String name) {
        String last = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        return Optional.ofNullable(byStem.get(last))
                .or(() -> Optional.ofNullable(dot < 0 ? null : byStem.get(last.substring(0, dot))));
    }

    /**
     * The video that a list names.
     *
     * @throws XvadDataException if there is none
     */
    Path require(String name, String list) {
        return find(name).orElseThrow(() -> new XvadDataException(list + ": there is no video " + name));
    }
}
