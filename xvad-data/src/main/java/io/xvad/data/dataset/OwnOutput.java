package io.xvad.data.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Tells the folders of images that XVAD writes: {@code maps} and {@code overlays}, beside the results or each other. */
public final class OwnOutput {

    private static final Set<String> FOLDERS = Set.of("maps", "overlays");
    private static final List<String> RESULTS =
            List.of("detections.json", "detections.jsonl", "detections.csv", "explanations.html", "explanations.json");

    private OwnOutput() {}

    /** Whether a folder directly within another holds what XVAD wrote. */
    public static boolean isIn(Path folder, Path child) {
        return FOLDERS.contains(ImageFiles.name(child)) && (holdsResults(folder) || holdsBoth(folder));
    }

    private static boolean holdsResults(Path folder) {
        return RESULTS.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    private static boolean holdsBoth(Path folder) {
        return FOLDERS.stream().allMatch(name -> Files.isDirectory(folder.resolve(name)));
    }
}
