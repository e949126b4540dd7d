package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.FolderContents;
import io.xvad.data.dataset.Housekeeping;
import io.xvad.data.dataset.ImageFiles;
import io.xvad.data.dataset.OwnOutput;
import io.xvad.data.dataset.PassedOver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Searches folders for video files and folders of frames, following symbolic links, and keeps account of what it passes over. One
 * folder is searched once, whatever links lead to it, and none around the first. Not thread-safe.
 */
final class VideoSearch {

    private final Set<Path> leftOut;
    private final Set<Path> searched = new HashSet<>();
    private final List<Path> places = new ArrayList<>();
    private final SortedMap<String, Integer> otherFiles = new TreeMap<>();
    private int hidden;
    private final List<Path> brokenLinks = new ArrayList<>();
    private final List<Path> housekeeping = new ArrayList<>();
    private final List<Path> outputs = new ArrayList<>();
    private final List<Path> repeated = new ArrayList<>();
    private final List<Path> unlisted = new ArrayList<>();

    /** A search that does not enter some folders. */
    VideoSearch(Collection<Path> leftOut) {
        this.leftOut = leftOut.stream().map(VideoSearch::real).collect(Collectors.toSet());
    }

    /**
     * Searches a folder, whatever its own name is.
     *
     * @throws XvadDataException if it cannot be listed
     */
    void search(Path root) {
        for (Path place = real(root); place != null; place = place.getParent()) {
            searched.add(place);
        }
        within(root, FolderContents.of(root));
    }

    FoundVideos found() {
        return new FoundVideos(
                places.stream().sorted().toList(),
                new PassedOver(otherFiles, hidden, brokenLinks, housekeeping, outputs, repeated, unlisted));
    }

    private void within(Path folder, FolderContents contents) {
        boolean frames = VideoFiles.isFrameFolder(folder);
        contents.files().forEach(file -> file(file, frames));
        brokenLinks.addAll(contents.brokenLinks());
        if (frames) {
            places.add(folder);
        } else {
            contents.folders().forEach(child -> child(folder, child));
        }
    }

    private void child(Path folder, Path child) {
        if (Housekeeping.isFolder(child)) {
            housekeeping.add(child);
        } else if (leftOut.contains(real(child)) || OwnOutput.isIn(folder, child) || DrawnVideos.isFolder(child)) {
            outputs.add(child);
        } else if (searched.add(real(child))) {
            below(child);
        } else {
            repeated.add(child);
        }
    }

    private void below(Path folder) {
        FolderContents contents;
        try {
            contents = FolderContents.of(folder);
        } catch (XvadDataException e) {
            unlisted.add(folder);
            return;
        }
        within(folder, contents);
    }

    private void file(Path file, boolean frames) {
        if (Housekeeping.isFile(file)) {
            hidden += VideoFiles.hasVideoEnding(file) ? 1 : 0;
        } else if (VideoFiles.isVideo(file)) {
            places.add(file);
        } else if (VideoFiles.hasVideoEnding(file)) {
            outputs.add(file);
        } else if (!frames || !ImageFiles.hasImageEnding(file)) {
            String ending = VideoFiles.ending(file);
            otherFiles.merge(ending.isEmpty() ? PassedOver.WITHOUT_ENDING : "." + ending, 1, Integer::sum);
        }
    }

    /** The place itself where links lead elsewhere; a place that is not there yet as it is named. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
