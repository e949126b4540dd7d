package io.xvad.video.objects;

import io.xvad.core.engine.Engines;
import java.util.List;
import java.util.Set;

/**
 * What to keep of that which an object detector finds, and how to run it. Immutable.
 *
 * @param confidence least score of an object that is kept, in [0, 1]
 * @param overlap intersection over union from which of two boxes of one class only the surer one is kept, in [0, 1]; it counts where
 *     the export has no non-maximum suppression inside, and where tiles meet
 * @param classes names, or numbers, of the classes that are kept; all if empty
 * @param classNames what classes are called, by number; if empty, as the export says, or else as COCO calls them
 * @param size side of the square images for an export that leaves its size open; 0 for what the export was made with, or else 640
 * @param engine name of the engine that runs it, or {@link Engines#AUTO}
 * @param threads threads within one run; 0 lets the engine decide
 */
public record ObjectSettings(
        double confidence,
        double overlap,
        Set<String> classes,
        List<String> classNames,
        int size,
        String engine,
        int threads) {

    public ObjectSettings {
        requireShare("confidence", confidence);
        requireShare("overlap", overlap);
        if (size < 0 || threads < 0) {
            throw new IllegalArgumentException("size and threads must be at least 0, got " + size + " and " + threads);
        }
        classes = Set.copyOf(classes);
        classNames = List.copyOf(classNames);
    }

    private static void requireShare(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1], got " + value);
        }
    }

    /** Objects of any class from a confidence of 0.25; overlap 0.45; any engine. */
    public static ObjectSettings defaults() {
        return new ObjectSettings(0.25, 0.45, Set.of(), List.of(), 0, Engines.AUTO, 0);
    }

    /** With another least score. */
    public ObjectSettings withConfidence(double newConfidence) {
        return new ObjectSettings(newConfidence, overlap, classes, classNames, size, engine, threads);
    }

    /** With another overlap from which the surer of two boxes is kept. */
    public ObjectSettings withOverlap(double newOverlap) {
        return new ObjectSettings(confidence, newOverlap, classes, classNames, size, engine, threads);
    }

    /** Only objects of these classes, by name or number; of all if empty. */
    public ObjectSettings withClasses(Set<String> newClasses) {
        return new ObjectSettings(confidence, overlap, newClasses, classNames, size, engine, threads);
    }

    /** With names of classes, by number. */
    public ObjectSettings withClassNames(List<String> newNames) {
        return new ObjectSettings(confidence, overlap, classes, newNames, size, engine, threads);
    }

    /** With another side of the image for an export that leaves it open. */
    public ObjectSettings withSize(int newSize) {
        return new ObjectSettings(confidence, overlap, classes, classNames, newSize, engine, threads);
    }

    /** With another engine and number of threads. */
    public ObjectSettings withEngine(String newEngine, int newThreads) {
        return new ObjectSettings(confidence, overlap, classes, classNames, size, newEngine, newThreads);
    }
}
