package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
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
 * Searches folders to the bottom, following symbolic links, and keeps account of what it passes over; what is looked for is said by
 * the kind of search. One folder is searched once, whatever links lead to it, and none around the first. Not thread-safe.
 */
public abstract class FolderSearch {

    private final Set<Path> leftOut;
    private final Set<Path> searched = new HashSet<>();
    private final List<Path> found = new ArrayList<>();
    private final SortedMap<String, Integer> otherFiles = new TreeMap<>();
    private int hidden;
    private final List<Path> brokenLinks = new ArrayList<>();
    private final List<Path> housekeeping = new ArrayList<>();
    private final List<Path> outputs = new ArrayList<>();
    private final List<Path> repeated = new ArrayList<>();
    private final List<Path> unlisted = new ArrayList<>();

    /** A search that does not enter some folders, as where its caller will write. */
    protected FolderSearch(Collection<Path> leftOut) {
        this.leftOut = leftOut.stream().map(FolderSearch::real).collect(Collectors.toSet());
    }

    /**
     * Looks through the files of a folder: each is given to {@link #found(Path)} or to one of the methods after it, or dropped.
     *
     * @return whether the folders within are searched too
     */
    protected abstract boolean take(Path folder, List<Path> files);

    /** Whether a folder within {@code parent} holds results that XVAD wrote, and is not searched for that. */
    protected boolean isOutput(Path parent, Path folder) {
        return OwnOutput.isIn(parent, folder);
    }

    /** Counts a file or folder as found. */
    protected final void found(Path place) {
        found.add(place);
    }

    /** Counts a file as hidden. */
    protected final void hidden() {
        hidden++;
    }

    /** Counts a file as one that XVAD wrote. */
    protected final void output(Path file) {
        outputs.add(file);
    }

    /** Counts a file as one of another kind. */
    protected final void other(Path file) {
        String ending = ImageFiles.ending(file);
        otherFiles.merge(ending.isEmpty() ? PassedOver.WITHOUT_ENDING : "." + ending, 1, Integer::sum);
    }

    /**
     * Searches a folder, whatever its own name is.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public final void search(Path root) {
        for (Path place = real(root); place != null; place = place.getParent()) {
            searched.add(place);
        }
        within(root, FolderContents.of(root));
    }

    /** Returns what was found so far, in order of the paths. */
    public final List<Path> found() {
        return found.stream().sorted().toList();
    }

    /** Returns what was passed over so far. */
    public final PassedOver passedOver() {
        return new PassedOver(otherFiles, hidden, brokenLinks, housekeeping, outputs, repeated, unlisted);
    }

    private void within(Path folder, FolderContents contents) {
        brokenLinks.addAll(contents.brokenLinks());
        if (take(folder, contents.files())) {
            contents.folders().forEach(child -> child(folder, child));
        }
    }

    private void child(Path folder, Path child) {
        if (Housekeeping.isFolder(child)) {
            housekeeping.add(child);
        } else if (leftOut.contains(real(child)) || isOutput(folder, child)) {
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

    /** The place itself where links lead elsewhere; a place that is not there yet as it is named. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
