package io.xvad.cli;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.ImageFiles;
import io.xvad.video.dataset.Video;
import io.xvad.video.dataset.VideoFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The videos named on a command line: files, folders of frames, and folders of either; each has a name of its own, by which the
 * files made of it are called.
 */
public final class VideoInputs {

    private VideoInputs() {}

    /**
     * The videos of these paths; none is opened yet.
     *
     * @param framesPerSecond of folders of frames
     * @throws XvadDataException if a folder cannot be listed or has no videos
     */
    public static List<Video> of(List<Path> paths, double framesPerSecond) {
        List<Video> videos = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Path path : paths) {
            for (Path one : within(path)) {
                String name = distinct(String.valueOf(one.getFileName()), taken);
                videos.add(Files.isDirectory(one) ? Video.folder(name, one, framesPerSecond) : Video.file(name, one));
            }
        }
        return videos;
    }

    private static List<Path> within(Path path) {
        return Files.isDirectory(path) && ImageFiles.in(path).isEmpty() ? VideoFiles.videos(path) : List.of(path);
    }

    private static String distinct(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }
}
