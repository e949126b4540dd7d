package io.xvad.data.label;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what is written of an image by its name without the ending and, where both have one, the directory it lies in; of
 * several the one that shares most directories. What is written of one image is given to no other. Thread-safe once filled.
 *
 * @param <T> what is written of an image
 */
final class ImageNames<T> {

    private final Path source;
    private final Map<String, List<Entry<T>>> byStem = new HashMap<>();
    private final Map<Entry<T>, Path> given = new ConcurrentHashMap<>();

    private record Entry<T>(String name, List<String> parts, T value) {}

    /** For messages: the file or directory that the names are from. */
    ImageNames(Path source) {
        this.source = source;
    }

    void put(String name, T value) {
        List<String> parts = parts(name);
        byStem.computeIfAbsent(parts.get(0), stem -> new ArrayList<>()).add(new Entry<>(name, parts, value));
    }

    Optional<T> get(Path image) {
        List<String> wanted = parts(image.toString());
        List<Entry<T>> best = new ArrayList<>();
        int longest = 0;
        for (Entry<T> entry : byStem.getOrDefault(wanted.get(0), List.of())) {
            int common = common(entry.parts, wanted);
            if (common < Math.min(2, Math.min(entry.parts.size(), wanted.size()))) {
                continue;
            }
            if (common > longest) {
                best.clear();
                longest = common;
            }
            if (common == longest) {
                best.add(entry);
            }
        }
        if (best.size() > 1) {
            throw new XvadDataException(
                    source + ": both " + best.get(0).name + " and " + best.get(1).name + " may be meant by " + image);
        }
        return best.stream().findFirst().map(entry -> given(entry, image));
    }

    private T given(Entry<T> entry, Path image) {
        Path first = given.putIfAbsent(entry, image);
        if (first != null && !first.equals(image)) {
            throw new XvadDataException(
                    source + ": " + entry.name + " may be " + first + " or " + image + "; name their directories too");
        }
        return entry.value;
    }

    private static int common(List<String> one, List<String> other) {
        int common = 0;
        while (common < Math.min(one.size(), other.size()) && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common;
    }

    /** The name without its ending, then the directories above it. */
    private static List<String> parts(String path) {
        String[] names = path.replace('\\', '/').split("/");
        List<String> parts = new ArrayList<>();
        String last = names[names.length - 1];
        int dot = last.lastIndexOf('.');
        parts.add(dot > 0 ? last.substring(0, dot) : last);
        for (int i = names.length - 2; i >= 0; i--) {
            parts.add(names[i]);
        }
        return parts;
    }
}
