package io.xvad.data.label;

import io.xvad.core.XvadDataException;
import io.xvad.data.map.MaskSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens the files of label tools, recognised by their endings: COCO, CVAT, LabelMe, Pascal VOC and YOLO. */
public final class AnnotationFiles {

    private static final Set<String> IMAGES = Set.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp");
    private static final Set<String> COCO_OR_LABELME = Set.of("json");
    private static final Set<String> CVAT_OR_VOC = Set.of("xml");
    private static final Set<String> YOLO = Set.of("txt");

    private AnnotationFiles() {}

    /**
     * The masks that a file of COCO ({@code .json}) or CVAT ({@code .xml}) has, or a directory with such a file alone, or one
     * with the files of LabelMe ({@code NAME.json}), Pascal VOC ({@code NAME.xml}) or YOLO ({@code NAME.txt}) for many images.
     *
     * @throws XvadDataException naming it, if it is missing, is none of these or cannot be read
     */
    public static MaskSource of(Path fileOrDirectory) {
        return find(fileOrDirectory)
                .orElseThrow(() -> new XvadDataException(fileOrDirectory
                        + ": no annotations found; read are a file of COCO (.json) or CVAT (.xml), or a directory of files of"
                        + " LabelMe (NAME.json), Pascal VOC (NAME.xml) or YOLO (NAME.txt)"));
    }

    /**
     * As {@link #of}, but empty for a directory that has none. In a directory that has images as well, only files that are named
     * as one of these images are annotations, or a file that calls itself {@code coco} or {@code instances}.
     *
     * @throws XvadDataException naming it, if it is missing or cannot be read, or is a file that is no annotations
     */
    public static Optional<MaskSource> find(Path fileOrDirectory) {
        if (Files.isDirectory(fileOrDirectory)) {
            return inDirectory(fileOrDirectory);
        }
        if (!Files.isRegularFile(fileOrDirectory)) {
            throw new XvadDataException(fileOrDirectory + ": no such file or directory");
        }
        if (ends(fileOrDirectory, COCO_OR_LABELME)) {
            return Optional.of(CocoAnnotations.read(fileOrDirectory));
        }
        if (ends(fileOrDirectory, CVAT_OR_VOC)) {
            return Optional.of(CvatAnnotations.read(fileOrDirectory));
        }
        throw new XvadDataException(
                fileOrDirectory + ": annotations are read from a file of COCO (.json) or CVAT (.xml)");
    }

    private static Optional<MaskSource> inDirectory(Path directory) {
        Set<String> images = stems(files(directory, IMAGES));
        List<Path> json = files(directory, COCO_OR_LABELME);
        List<Path> xml = files(directory, CVAT_OR_VOC);
        if (json.size() == 1 && (images.isEmpty() || saysCoco(json.get(0))) && isCoco(json.get(0))) {
            return Optional.of(CocoAnnotations.read(json.get(0)));
        }
        if (belong(json, images)) {
            return Optional.of(LabelMeAnnotations.in(directory));
        }
        if (xml.size() == 1 && images.isEmpty() && !isVoc(xml.get(0))) {
            return Optional.of(CvatAnnotations.read(xml.get(0)));
        }
        if (belong(xml, images) && isVoc(xml.get(0))) {
            return Optional.of(PascalVocAnnotations.in(directory));
        }
        return belong(files(directory, YOLO), images) ? Optional.of(YoloAnnotations.in(directory)) : Optional.empty();
    }

    private static boolean belong(List<Path> files, Set<String> images) {
        return images.isEmpty() ? !files.isEmpty() : !Collections.disjoint(stems(files), images);
    }

    private static Set<String> stems(List<Path> files) {
        return files.stream()
                .map(file -> String.valueOf(file.getFileName()))
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(Collectors.toSet());
    }

    private static boolean saysCoco(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.contains("coco") || name.contains("instances");
    }

    private static boolean isCoco(Path file) {
        boolean[] annotations = {false};
        AnnotationJson.read(file, json -> name -> {
            annotations[0] |= name.equals("annotations");
            json.skip();
        });
        return annotations[0];
    }

    private static boolean isVoc(Path file) {
        return AnnotationXml.root(file).equals(PascalVocAnnotations.ROOT);
    }

    /** The files with an ending below a directory, by the names of their images. */
    static ImageNames<Path> named(Path directory, String ending) {
        ImageNames<Path> names = new ImageNames<>(directory);
        files(directory, Set.of(ending))
                .forEach(file -> names.put(directory.relativize(file).toString(), file));
        return names;
    }

    private static List<Path> files(Path directory, Set<String> endings) {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(file -> ends(file, endings))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static boolean ends(Path file, Set<String> endings) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.lastIndexOf('.') > 0 && endings.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
