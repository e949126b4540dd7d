package io.xvad.video.objects;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the classes of a network are called, by number. Immutable.
 *
 * @param names by number
 */
record ClassNames(Map<Integer, String> names) {

    /** The 80 categories of COCO, numbered from 0 without gaps, as networks of the YOLO and DETR families count. */
    static final ClassNames COCO = numbered(coco().values());

    /** The same by COCO's own numbers, 1 to 90 with gaps, as TensorFlow counts. */
    static final ClassNames COCO_NUMBERS = new ClassNames(coco());

    ClassNames {
        names = Map.copyOf(names);
    }

    static ClassNames numbered(Iterable<String> inOrder) {
        Map<Integer, String> names = new TreeMap<>();
        inOrder.forEach(name -> names.put(names.size(), name));
        return new ClassNames(names);
    }

    /** Lines of a number and a name. */
    private static TreeMap<Integer, String> coco() {
        try (InputStream file = Objects.requireNonNull(ClassNames.class.getResourceAsStream("coco.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            TreeMap<Integer, String> names = new TreeMap<>();
            reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .forEach(line -> names.put(Integer.valueOf(line[0]), line[1]));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(int number) {
        return names.getOrDefault(number, "class " + number);
    }

    List<String> known() {
        return List.copyOf(new TreeMap<>(names).values());
    }
}
