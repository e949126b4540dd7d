package io.xvad.video.dataset;

import io.xvad.data.dataset.PassedOver;
import java.nio.file.Path;
import java.util.List;

/**
 * What a search for videos has found. Immutable and thread-safe.
 *
 * @param places video files and folders of frames, in order of their paths
 * @param passedOver what else lies there
 */
public record FoundVideos(List<Path> places, PassedOver passedOver) {

    public FoundVideos {
        places = List.copyOf(places);
    }
}
